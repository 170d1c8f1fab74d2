import { announcedAt, type Downtime, onDay } from '../../domain/downtimes/downtime.ts';
import { nextIntakes, windowOn } from '../../domain/procedures/open-window.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import type { Words } from '../../http/words.ts';
import type { Html } from '../../lib/html.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import { dateText, momentText } from './format-text.ts';

/** The last days on which it can be sent: of the window, and of the next intake. */
function lastDays({ window, intake }: Procedure, today: string): readonly string[] {
  const { to } = windowOn(window, today);
  const closes = intake ? nextIntakes(intake, today, 1).map((one) => one.closes) : [];
  return [...(to === undefined ? [] : [to]), ...closes];
}

/** Said on the start page when the site stands still on the day of a deadline. */
export function deadlineInDowntime(
  procedure: Procedure,
  words: Words,
  downtimes: readonly Downtime[],
  now: Date,
): { readonly title: Html; readonly text: Html } | undefined {
  const told = announcedAt(downtimes, now);
  for (const day of lastDays(procedure, todayInTokyo(now))) {
    const standing = onDay(told, day);
    if (standing === undefined || standing.from <= now) continue;
    const times = { day: dateText(words, day), from: momentText(words, standing.from) };
    return {
      title: words.t('downtimes:deadline_title'),
      text: words.t('downtimes:deadline', times),
    };
  }
  return undefined;
}
