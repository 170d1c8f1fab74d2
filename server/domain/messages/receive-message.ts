import type { Clock } from '../../lib/clock.ts';
import type { Locale } from '../procedures/locale.ts';
import { MESSAGES_A_DAY, takesMessages } from './message.ts';
import type { MessageRefusal, MessageStore } from './message-store.ts';

const DAY_MS = 24 * 3_600_000;

/** The resident writes about a case that is open. */
export function receiveMessage(
  stores: { readonly messages: MessageStore },
  clock: Clock,
  input: {
    /** Made with the form. */
    readonly id: string;
    readonly applicationId: string;
    readonly text: string;
    readonly locale: Locale;
  },
): Promise<'added' | 'already' | MessageRefusal> {
  const now = clock.now();
  return stores.messages.add({
    message: { ...input, author: 'resident', staffId: null, at: now, sentence: null },
    actor: 'resident',
    since: new Date(now.getTime() - DAY_MS),
    decide(application, written) {
      if (!takesMessages(application)) return 'closed';
      return written >= MESSAGES_A_DAY ? 'too_many' : undefined;
    },
  });
}
