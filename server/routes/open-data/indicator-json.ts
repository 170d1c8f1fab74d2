import type { Counts, GroupCounts, Indicators } from '../../domain/indicators/indicators.ts';
import { issuesJson, waitingJson } from './counter-data.ts';
import { safeMonths } from './safe-groups.ts';

const counts = ({ started, completed, received, completionRate }: Counts) => ({
  started,
  completed,
  received,
  completion_rate: completionRate === null ? null : Math.round(completionRate * 10_000) / 10_000,
});

const monthly = (group: Pick<GroupCounts, 'byMonth'>) =>
  group.byMonth.map((month) => ({ month: month.month, ...counts(month) }));

/** Sums of one property whole; month × property with what is too small hidden (null). */
function grouped(groups: readonly GroupCounts[]) {
  const safe = safeMonths(groups);
  return groups.map((group) => ({
    key: group.key,
    figures: { ...counts(group), by_month: safe.get(group.key) ?? [] },
  }));
}

/**
 * The body of /open-data/indicators.json; other programs rely on its names.
 * Months are YYYY-MM in Japan time; completion_rate is completed / started (0 to 1, four decimals),
 * null when nothing was begun; fiscal_year 2026 is 1 April 2026 to 31 March 2027.
 */
export function indicatorJson(
  indicators: Indicators,
  about: { publisher: string; url: string; title: (procedureId: string) => string },
) {
  const { online, cashless, waiting, issues } = indicators;
  return {
    title: 'オンライン手続きの状況',
    publisher: about.publisher,
    license: 'CC-BY-4.0',
    license_url: 'https://creativecommons.org/licenses/by/4.0/deed.ja',
    documentation: about.url,
    as_of: indicators.asOf,
    procedures_online: {
      count: online.count,
      codes: online.codes,
      fiscal_year: online.fiscalYear,
      planned: online.planned,
      target: online.target && {
        fiscal_year: online.target.fiscalYear,
        procedures: online.target.procedures,
      },
      plan: online.plan.map((p) => ({ fiscal_year: p.fiscalYear, procedures: p.procedures })),
    },
    ...(cashless && {
      cashless_items: {
        count: cashless.items.length,
        items: cashless.items,
        counted: cashless.all,
        fiscal_year: cashless.fiscalYear,
        baseline: { fiscal_year: cashless.baseline.fiscalYear, items: cashless.baseline.items },
        target: { fiscal_year: cashless.target.fiscalYear, items: cashless.target.items },
      },
    }),
    ...(waiting && { waiting_minutes: waitingJson(waiting) }),
    ...(issues && { certificates_issued: issuesJson(issues) }),
    applications: {
      total: counts(indicators.totals),
      by_month: monthly(indicators),
      by_procedure: grouped(indicators.byProcedure).map(({ key, figures }) => ({
        procedure: key,
        title: about.title(key),
        ...figures,
      })),
      by_channel: grouped(indicators.byChannel).map(({ key, figures }) => ({
        channel: key,
        ...figures,
      })),
      by_language: grouped(indicators.byLanguage).map(({ key, figures }) => ({
        language: key,
        ...figures,
      })),
    },
  };
}
