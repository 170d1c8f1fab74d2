import type { Clock } from '../../lib/clock.ts';
import type { StaffActor } from '../cases/case.ts';
import type { OutboxMail } from '../notifications/outbox.ts';
import type { Message } from './message.ts';
import type { MessageStore } from './message-store.ts';
import type { SentenceKey, SentenceValues } from './sentences.ts';

/** Far back: the town's own messages are not counted. */
const BEGINNING = new Date(0);

/**
 * The town writes to the resident, at any time, and a mail that says no more than that something is
 * there goes with it.
 * @returns `already` when this very message was sent before (a button pressed twice)
 */
export async function sendMessage(
  stores: { readonly messages: MessageStore },
  clock: Clock,
  input: {
    /** Made with the form. */
    readonly id: string;
    readonly applicationId: string;
    readonly staffId: string;
    readonly by: StaffActor;
    readonly sentence: SentenceKey | null;
    readonly values: SentenceValues;
    /** In Japanese; "" = the sentence says everything. */
    readonly text: string;
    readonly mails: readonly OutboxMail[];
  },
): Promise<'added' | 'already'> {
  const { id, applicationId, staffId, by, sentence, values, text, mails } = input;
  const message: Omit<Message, 'readAt'> = {
    id,
    applicationId,
    author: 'town',
    staffId,
    at: clock.now(),
    sentence,
    locale: 'ja',
    ...(sentence !== null && { values }),
    ...(text !== '' && { text }),
  };
  const outcome = await stores.messages.add({
    message,
    actor: by,
    since: BEGINNING,
    mails,
    decide: () => undefined,
  });
  return outcome === 'already' ? outcome : 'added';
}
