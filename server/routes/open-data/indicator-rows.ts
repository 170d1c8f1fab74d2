import type { GroupCounts, Indicators } from '../../domain/indicators/indicators.ts';
import { issueRows, waitingRows } from './counter-data.ts';
import { MEASURES, type SafeMonth, safeMonths } from './safe-groups.ts';

/**
 * Columns of /open-data/indicators.csv; other programs rely on names and order.
 *
 * | column | what |
 * |---|---|
 * | period | month YYYY-MM in Japan time, or FY2026 (1 April 2026 to 31 March 2027) |
 * | dimension | indicator, all, procedure, channel, language, plan, cashless, waiting, certificates |
 * | key | procedure id, channel (online, counter, paper), locale code, queue, kind of certificate; empty for all and plan |
 * | label | name of the procedure in Japanese; empty elsewhere |
 * | measure | started, completed, received, procedures_planned, procedures_online, items_planned, items_cashless, minutes_planned, minutes_median, minutes_p90, tickets, copies_planned, copies |
 * | value | number; a median of an even number of tickets may end in .5. Empty: under five (month × another property) |
 */
export const COLUMNS = ['period', 'dimension', 'key', 'label', 'measure', 'value'] as const;

/** The value is '' where it is hidden. */
export type IndicatorRow = readonly [string, string, string, string, string, number | ''];

function groupRows(
  dimension: string,
  groups: readonly GroupCounts[],
  label: (key: string) => string,
): IndicatorRow[] {
  const safe = safeMonths(groups);
  return groups.flatMap(({ key }) => monthRows([dimension, key, label(key)], safe.get(key) ?? []));
}

function monthRows(
  [dimension, key, label]: readonly [string, string, string],
  months: readonly SafeMonth[],
): IndicatorRow[] {
  return months.flatMap((month) =>
    MEASURES.map((measure): IndicatorRow => {
      return [month.month, dimension, key, label, measure, month[measure] ?? ''];
    }),
  );
}

/** キャッシュレスで払える科目: the plan's two ends, and what is so today. */
function cashlessRows({ cashless }: Indicators): IndicatorRow[] {
  if (cashless === undefined) return [];
  const { items, fiscalYear, baseline, target } = cashless;
  const planned = [baseline, target].map(
    (point): IndicatorRow => [
      `FY${point.fiscalYear}`,
      'cashless',
      '',
      '',
      'items_planned',
      point.items,
    ],
  );
  return [...planned, [`FY${fiscalYear}`, 'cashless', '', '', 'items_cashless', items.length]];
}

/** The figures as a long table: one value a row, so that new dimensions never move a column. */
export function indicatorRows(
  indicators: Indicators,
  title: (procedureId: string) => string,
): IndicatorRow[] {
  const { online } = indicators;
  const none = () => '';
  return [
    ...online.plan.map(
      ({ fiscalYear, procedures }): IndicatorRow => [
        `FY${fiscalYear}`,
        'plan',
        '',
        '',
        'procedures_planned',
        procedures,
      ],
    ),
    [`FY${online.fiscalYear}`, 'plan', '', '', 'procedures_online', online.count],
    ...cashlessRows(indicators),
    ...waitingRows(indicators),
    ...issueRows(indicators),
    ...monthRows(['all', '', ''], indicators.byMonth),
    ...groupRows('procedure', indicators.byProcedure, title),
    ...groupRows('channel', indicators.byChannel, none),
    ...groupRows('language', indicators.byLanguage, none),
  ];
}
