import { isDay } from '../../lib/jst-date.ts';
import { DOWNTIME_SCOPES, type Downtime } from './downtime.ts';

/** As it stands in the form: days YYYY-MM-DD, times HH:MM, in Tokyo. */
export interface TypedDowntime {
  readonly fromDay: string;
  readonly fromTime: string;
  readonly untilDay: string;
  readonly untilTime: string;
  readonly scope: string;
}

export type DowntimeProblems = Readonly<Partial<Record<'from' | 'until' | 'scope', true>>>;

/** Longer than that nobody plans; it was a slip of the pen. */
const LONGEST_MS = 7 * 86_400_000;

function momentOf(day: string, time: string): Date | undefined {
  const isTime = /^([01]\d|2[0-3]):[0-5]\d$/.test(time);
  return isDay(day) && isTime ? new Date(`${day}T${time}:00+09:00`) : undefined;
}

/** The form read. It may begin at once, but not in the past by more than the minute of typing. */
export function readDowntime(
  typed: TypedDowntime,
  now: Date,
): { readonly problems: DowntimeProblems } | { readonly downtime: Omit<Downtime, 'id'> } {
  const from = momentOf(typed.fromDay, typed.fromTime);
  const until = momentOf(typed.untilDay, typed.untilTime);
  const scope = DOWNTIME_SCOPES.find((one) => one === typed.scope);
  const isFrom = from !== undefined && from.getTime() > now.getTime() - 5 * 60_000;
  const length = from && until ? until.getTime() - from.getTime() : 0;
  const isUntil = until !== undefined && until > now && length > 0 && length <= LONGEST_MS;
  if (isFrom && isUntil && scope) return { downtime: { from, until, scope } };
  return {
    problems: {
      ...(!isFrom && { from: true as const }),
      ...(!isUntil && { until: true as const }),
      ...(!scope && { scope: true as const }),
    },
  };
}
