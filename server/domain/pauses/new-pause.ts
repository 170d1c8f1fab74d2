import { jstMoment } from '../../lib/jst-moment.ts';
import type { Locale } from '../procedures/locale.ts';
import type { Pause } from './pause.ts';

/** As it stands in the form: a text per language, and until when (JST), if that is known. */
export interface TypedPause {
  readonly reason: Readonly<Partial<Record<Locale, string>>>;
  readonly untilDay: string;
  readonly untilTime: string;
}

export type PauseProblems = Readonly<Partial<Record<'reason' | 'until', true>>>;

/** Residents read it on a phone. */
export const LONGEST_REASON = 500;

/** The form read: a reason in Japanese, and an end that lies ahead or none. */
export function readPause(
  { reason, untilDay, untilTime }: TypedPause,
  now: Date,
):
  | { readonly problems: PauseProblems }
  | { readonly pause: Pick<Pause, 'reason' | 'from' | 'until'> } {
  const texts = Object.fromEntries(
    Object.entries(reason)
      .map(([locale, text = '']) => [locale, text.trim().slice(0, LONGEST_REASON)] as const)
      .filter(([, text]) => text !== ''),
  );
  const ja = texts['ja'];
  const isEndless = untilDay === '' && untilTime === '';
  const until = isEndless ? undefined : jstMoment(untilDay, untilTime || '00:00');
  const isUntil = isEndless || (until !== undefined && until > now);
  if (ja === undefined || !isUntil) {
    return {
      problems: { ...(ja === undefined && { reason: true }), ...(!isUntil && { until: true }) },
    };
  }
  return { pause: { reason: { ...texts, ja }, from: now, ...(until && { until }) } };
}
