import type { Counts, GroupCounts, Indicators } from '../../domain/indicators/indicators.ts';
import type { PageModel } from '../../http/page-context.ts';
import type { Words } from '../../http/words.ts';
import { type Html, rubyHtml } from '../../lib/html.ts';
import { formatJstDate, formatJstMonth } from '../../lib/japanese-calendar.ts';
import { formatNumber } from '../../lib/number-text.ts';
import { fiscalYearLabel } from './fiscal-year-label.ts';

/** One row of a table of counts, ready to print. */
interface CountRow {
  readonly label: Html | string;
  readonly started: string;
  readonly received: string;
  readonly rate: string;
  /** Length of the bar, 0 to 100. */
  readonly bar: number;
}

function countRow(label: Html | string, counts: Counts, most: number, { locale }: Words): CountRow {
  const { completionRate: rate } = counts;
  return {
    label,
    started: formatNumber(counts.started, locale),
    received: formatNumber(counts.received, locale),
    rate: rate === null ? '–' : `${formatNumber(rate * 100, locale, 1)}%`,
    bar: most > 0 ? Math.round((counts.received / most) * 100) : 0,
  };
}

function table(
  id: string,
  words: Words,
  groups: readonly GroupCounts[],
  label: (key: string) => Html | string,
) {
  const most = Math.max(0, ...groups.map((group) => group.received));
  return {
    id,
    caption: words.t(`indicators:by_${id}`),
    head: words.t(`indicators:${id}`),
    rows: groups.map((group) => countRow(label(group.key), group, most, words)),
  };
}

function planRows({ online }: Indicators, words: Words) {
  const most = Math.max(online.count, ...online.plan.map((point) => point.procedures));
  return online.plan.map(({ fiscalYear, procedures }) => ({
    label: fiscalYearLabel(fiscalYear, words),
    current: fiscalYear === online.fiscalYear,
    planned: formatNumber(procedures, words.locale),
    online: fiscalYear === online.fiscalYear ? formatNumber(online.count, words.locale) : '–',
    bar: Math.round((procedures / most) * 100),
  }));
}

function cashlessView(
  { cashless }: Indicators,
  words: Words,
  itemName: (key: string) => Html | string,
) {
  if (cashless === undefined) return undefined;
  const { items, all, baseline, target } = cashless;
  return {
    count: items.length,
    all,
    names: items.map(itemName),
    base: baseline.items,
    baseYear: fiscalYearLabel(baseline.fiscalYear, words),
    target: target.items,
    targetYear: fiscalYearLabel(target.fiscalYear, words),
  };
}

/**
 * The indicators page: how far the plan has come, and what people applied for.
 * @param itemName of a revenue item
 * @param languageName of a language that this one has no word for, because a town brought it
 */
export function indicatorView(
  indicators: Indicators,
  words: Words,
  procedureTitle: (id: string) => Html | string,
  languageName: (locale: string) => Html | string,
  itemName: (key: string) => Html | string = (key) => key,
): PageModel {
  const { online, totals, byMonth } = indicators;
  const named = (name: string, key: string) => (words.has(name) ? words.t(name) : key);
  const most = Math.max(0, ...byMonth.map((month) => month.received));
  return {
    title: words.plain('indicators:title'),
    wide: true,
    asOf: rubyHtml(formatJstDate(indicators.asOf, words.locale)),
    online: {
      count: formatNumber(online.count, words.locale),
      value: online.count,
      names: online.codes.map((code) => named(`catalogue:counts_as.${code}`, code)),
      planned: online.planned,
      year: fiscalYearLabel(online.fiscalYear, words),
      target: online.target && formatNumber(online.target.procedures, words.locale),
      targetYear: online.target && fiscalYearLabel(online.target.fiscalYear, words),
    },
    plan: planRows(indicators, words),
    cashless: cashlessView(indicators, words, itemName),
    totals: countRow('', totals, totals.received, words),
    tables: [
      {
        id: 'month',
        caption: words.t('indicators:by_month'),
        head: words.t('indicators:month'),
        rows: byMonth
          .map((m) => countRow(rubyHtml(formatJstMonth(m.month, words.locale)), m, most, words))
          .reverse(),
      },
      table('procedure', words, indicators.byProcedure, procedureTitle),
      table('channel', words, indicators.byChannel, (key) =>
        named(`indicators:channel.${key}`, key),
      ),
      table('language', words, indicators.byLanguage, (key) =>
        words.has(`indicators:language.${key}`)
          ? words.t(`indicators:language.${key}`)
          : languageName(key),
      ),
    ],
  };
}
