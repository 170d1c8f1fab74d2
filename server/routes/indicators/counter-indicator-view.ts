import type { CounterIndicators } from '../../counter-indicators.ts';
import type { IssueIndicator } from '../../domain/indicators/issue-indicator.ts';
import type { WaitingIndicator } from '../../domain/indicators/waiting-indicator.ts';
import type { Words } from '../../http/words.ts';
import { type Html, rubyHtml } from '../../lib/html.ts';
import { formatNumber } from '../../lib/number-text.ts';
import type { Services } from '../../services.ts';
import { pickLocal } from '../apply/procedure-text.ts';
import { fiscalYearLabel } from './fiscal-year-label.ts';

/** 「2月・3月」, "February and March". */
function monthNames(months: readonly number[], { locale }: Words): Html {
  if (locale === 'ja') return rubyHtml(months.map((month) => `${month}月`).join('・'));
  if (locale === 'ja-easy') {
    return rubyHtml(months.map((month) => `${month}{月|がつ}`).join('と '));
  }
  const name = new Intl.DateTimeFormat([locale, 'en'], { month: 'long', timeZone: 'UTC' });
  const names = months.map((month) => name.format(Date.UTC(2026, month - 1)));
  return rubyHtml(new Intl.ListFormat([locale, 'en']).format(names));
}

function waitingView({ library }: Services, waiting: WaitingIndicator, words: Words) {
  const { latest, baseline, target, months } = waiting;
  const name = library.municipality.counter?.queues?.[waiting.queue]?.name;
  const number = (minutes: number | null | undefined) =>
    minutes == null ? '–' : formatNumber(minutes, words.locale, Number.isInteger(minutes) ? 0 : 1);
  return {
    queue: name ? pickLocal(name, words.locale) : waiting.queue,
    months: monthNames(months, words),
    latest: latest && {
      year: fiscalYearLabel(latest.fiscalYear, words),
      median: number(latest.median),
      p90: number(latest.p90),
      value: latest.median ?? 0,
      tickets: formatNumber(latest.tickets, words.locale),
    },
    base: baseline.minutes,
    baseYear: fiscalYearLabel(baseline.fiscalYear, words),
    target: target.minutes,
    targetYear: fiscalYearLabel(target.fiscalYear, words),
  };
}

function issuesView({ library }: Services, issues: IssueIndicator, words: Words) {
  const { baseline, target, byKind } = issues;
  const { certificates = {} } = library.municipality.counter ?? {};
  const count = (copies: number) => formatNumber(copies, words.locale);
  return {
    year: fiscalYearLabel(issues.fiscalYear, words),
    copies: count(issues.copies),
    value: issues.copies,
    max: target.copies,
    base: count(baseline.copies),
    baseYear: fiscalYearLabel(baseline.fiscalYear, words),
    target: count(target.copies),
    targetYear: fiscalYearLabel(target.fiscalYear, words),
    kinds: byKind.map(({ kind, copies }) => {
      const name = certificates[kind]?.name;
      return { name: name ? pickLocal(name, words.locale) : rubyHtml(kind), copies: count(copies) };
    }),
  };
}

export function counterIndicatorView(
  services: Services,
  { waiting, issues }: CounterIndicators,
  words: Words,
) {
  return {
    waiting: waiting && waitingView(services, waiting, words),
    issues: issues && issuesView(services, issues, words),
  };
}
