import type { ClosedFor } from './sitting.ts';

/** Sittings that are over, by the JST month ("YYYY-MM") in which they began. */
interface SittingTally {
  readonly month: string;
  readonly bundle: string | null;
  readonly locale: string;
  readonly closedFor: ClosedFor;
  readonly sittings: number;
  /** All of them together. */
  readonly minutes: number;
}

/** What was sent in these sittings. */
interface SentTally {
  readonly month: string;
  readonly bundle: string | null;
  readonly procedureId: string;
  readonly sent: number;
  readonly typedValues: number;
  readonly carriedValues: number;
  readonly paperValues: number;
}

const FACT_CHANNELS = ['card', 'register', 'phone'] as const;
export type FactChannel = (typeof FACT_CHANNELS)[number];

/** Sittings in which that channel brought something at least once. */
interface ChannelTally {
  readonly month: string;
  readonly channel: FactChannel;
  readonly sittings: number;
}

export interface CounterTallies {
  readonly sittings: readonly SittingTally[];
  readonly sent: readonly SentTally[];
  readonly channels: readonly ChannelTally[];
}

/** Counts only: nothing of any resident is read. */
export interface CounterFigureStore {
  /** @param from first JST day, `to` the last one */
  tallies(from: string, to: string): Promise<CounterTallies>;
}

export interface FigureLine {
  readonly key: string;
  readonly sittings: number;
  readonly sent: number;
  readonly typed: number;
  readonly carried: number;
  readonly paper: number;
  /** Typed of what the papers ask for, 0 to 1; null when nothing was sent. */
  readonly share: number | null;
  /** Mean of the sittings that staff ended; null when there are none. */
  readonly minutes: number | null;
}

export interface CounterFigures {
  readonly total: FigureLine;
  readonly byMonth: readonly FigureLine[];
  /** "" without a bundle. */
  readonly byBundle: readonly FigureLine[];
  readonly byProcedure: readonly Omit<FigureLine, 'sittings' | 'minutes'>[];
  readonly byChannel: readonly { readonly key: FactChannel; readonly sittings: number }[];
  readonly byEnd: readonly { readonly key: ClosedFor; readonly sittings: number }[];
  /** A cell for each month; null where it is too small to be shown. */
  readonly byLanguage: readonly {
    readonly key: string;
    readonly cells: readonly (number | null)[];
  }[];
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

/** Nobody sat there until the end of the others. */
const ENDED_BY_STAFF: readonly ClosedFor[] = ['done', 'handed_back'];

function valuesOf(sent: readonly SentTally[]) {
  const typed = sum(sent.map(({ typedValues }) => typedValues));
  const paper = sum(sent.map(({ paperValues }) => paperValues));
  return {
    sent: sum(sent.map((one) => one.sent)),
    typed,
    carried: sum(sent.map(({ carriedValues }) => carriedValues)),
    paper,
    share: paper === 0 ? null : typed / paper,
  };
}

function line(
  key: string,
  sittings: readonly SittingTally[],
  sent: readonly SentTally[],
): FigureLine {
  const ended = sittings.filter(({ closedFor }) => ENDED_BY_STAFF.includes(closedFor));
  const count = sum(ended.map((one) => one.sittings));
  return {
    key,
    sittings: sum(sittings.map((one) => one.sittings)),
    ...valuesOf(sent),
    minutes: count === 0 ? null : sum(ended.map(({ minutes }) => minutes)) / count,
  };
}

/** As many sittings in a language in a month may be somebody whom one knows. */
const SMALL = 5;

/**
 * Hides what is too small, and one more cell where a single hidden one would follow from the sum.
 * @param column a number for each language
 */
export function withoutSmall(column: readonly number[]): readonly (number | null)[] {
  const hidden = new Set(column.flatMap((count, at) => (count > 0 && count < SMALL ? [at] : [])));
  if (hidden.size === 1) {
    const others = column.flatMap((count, at) => (hidden.has(at) ? [] : [{ count, at }]));
    // Rather a large one, whose size then stays open too, than a nought.
    const [next] = others.toSorted((a, b) => (a.count || Infinity) - (b.count || Infinity));
    if (next) hidden.add(next.at);
  }
  return column.map((count, at) => (hidden.has(at) ? null : count));
}

function languages(
  sittings: readonly SittingTally[],
  months: readonly string[],
  known: readonly string[],
): CounterFigures['byLanguage'] {
  const keys = [...new Set([...known, ...sittings.map(({ locale }) => locale)])];
  const columns = months.map((month) =>
    withoutSmall(
      keys.map((key) =>
        sum(
          sittings
            .filter((one) => one.month === month && one.locale === key)
            .map((one) => one.sittings),
        ),
      ),
    ),
  );
  return keys.map((key, at) => ({ key, cells: columns.map((column) => column[at] ?? null) }));
}

/** @param period the months that are shown, and the town's languages */
export function counterFigures(
  { sittings, sent, channels }: CounterTallies,
  period: { readonly months: readonly string[]; readonly languages: readonly string[] },
): CounterFigures {
  const bundles = [...new Set([...sittings, ...sent].map(({ bundle }) => bundle ?? ''))].sort();
  const ends = Map.groupBy(sittings, ({ closedFor }) => closedFor);
  return {
    total: line('', sittings, sent),
    byMonth: period.months.map((month) =>
      line(
        month,
        sittings.filter((one) => one.month === month),
        sent.filter((one) => one.month === month),
      ),
    ),
    byBundle: bundles.map((key) =>
      line(
        key,
        sittings.filter(({ bundle }) => (bundle ?? '') === key),
        sent.filter(({ bundle }) => (bundle ?? '') === key),
      ),
    ),
    byProcedure: [...Map.groupBy(sent, ({ procedureId }) => procedureId)]
      .map(([key, own]) => ({ key, ...valuesOf(own) }))
      .sort((a, b) => b.sent - a.sent),
    byChannel: FACT_CHANNELS.map((key) => ({
      key,
      sittings: sum(channels.filter(({ channel }) => channel === key).map((one) => one.sittings)),
    })),
    byEnd: [...ends].map(([key, own]) => ({ key, sittings: sum(own.map((one) => one.sittings)) })),
    byLanguage: languages(sittings, period.months, period.languages),
  };
}
