import type { CaseNote } from '../../../domain/cases/case.ts';
import type { Words } from '../../../http/words.ts';
import type { Html } from '../../../lib/html.ts';
import { momentText } from '../../apply/format-text.ts';
import { staffText } from '../../apply/remarks.ts';
import { returnedView } from '../../status/returned-view.ts';
import type { ActorNames } from './actor-names.ts';
import { eventWords } from './event-words.ts';
import type { OpenCase } from './open-case.ts';

interface EntryView {
  readonly at: Html;
  readonly text: string;
  readonly who: string;
  /** Taken back afterwards. */
  readonly undone: boolean;
  /** What was returned, and why. */
  readonly items: readonly { readonly label: Html; readonly reason: Html }[];
  readonly note?: Html;
}

/**
 * What has happened, in words, with who did it.
 * @param after only entries behind that number
 */
export function officeTimeline(
  found: OpenCase,
  words: Words,
  {
    names,
    notes,
    after = 0,
  }: {
    readonly names: ActorNames;
    readonly notes: ReadonlyMap<number, CaseNote>;
    readonly after?: number;
  },
): readonly EntryView[] {
  const { timeline, events, procedure } = found;
  const living = new Set(events.map(({ seq }) => seq));
  return timeline
    .filter(({ seq }) => seq > after)
    .map((event) => {
      const note = notes.get(event.seq) ?? {};
      return {
        at: momentText(words, event.at),
        text: eventWords(event, found, words),
        who: names.ofActor(event.actor),
        undone: event.type !== 'undone' && !living.has(event.seq),
        items: returnedView(procedure, words, { returned: note.returned ?? [] }).items,
        ...(note.text && { note: staffText(note.text, words) }),
      };
    });
}
