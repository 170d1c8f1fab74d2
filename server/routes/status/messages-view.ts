import type { Application } from '../../domain/applications/application.ts';
import type { TextProblem } from '../../domain/messages/check-text.ts';
import {
  MESSAGE_MAX,
  MESSAGES_A_DAY,
  type Message,
  takesMessages,
} from '../../domain/messages/message.ts';
import type { MessageRefusal } from '../../domain/messages/message-store.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import { paths } from '../../http/paths.ts';
import type { Words } from '../../http/words.ts';
import type { Html } from '../../lib/html.ts';
import { momentText } from '../apply/format-text.ts';
import { sentenceText, typedText } from './message-text.ts';

export interface MessagesArgs {
  readonly procedure: Procedure;
  readonly words: Words;
  readonly application: Application;
  readonly messages: readonly Message[];
  /** A mail of this case did not arrive. */
  readonly mailRefused: boolean;
  /** Name of the message that the form would send. */
  readonly nextId: string;
  /** It was sent just now. */
  readonly sent?: boolean;
  /** What was typed and why it was not taken. */
  readonly typed?: {
    readonly text: string;
    readonly problem: TextProblem | MessageRefusal;
    readonly over: number;
  };
}

export type MessagesView = ReturnType<typeof messagesView>;

function itemView({ procedure, words }: MessagesArgs, message: Message) {
  const isFromTown = message.author === 'town';
  const text = typedText(message, words);
  const seen = message.readAt === null ? 'messages:not_seen' : 'messages:seen';
  return {
    id: message.id,
    who: words.t(isFromTown ? 'messages:town' : 'messages:you'),
    isFromTown,
    isNew: isFromTown && message.readAt === null,
    at: momentText(words, message.at),
    sentence: sentenceText(message, procedure, words),
    // Staff write Japanese; whoever reads the page in Japanese sees that.
    remark:
      isFromTown && text && words.locale !== 'ja' ? words.t('messages:in_japanese') : undefined,
    text,
    state: isFromTown ? undefined : words.t(seen),
  };
}

function errorText({ typed, words }: MessagesArgs): Html | undefined {
  if (typed === undefined || typed.problem === 'closed') return undefined;
  const max = typed.problem === 'too_many' ? MESSAGES_A_DAY : MESSAGE_MAX;
  return words.t(`messages:error.${typed.problem}`, { max, over: typed.over });
}

function formView(args: MessagesArgs) {
  const { application, words, nextId, typed } = args;
  if (!takesMessages(application)) return undefined;
  return {
    action: paths.statusMessages(words.locale, application.id),
    id: nextId,
    hint: words.t('messages:hint', { max: MESSAGE_MAX }),
    text: typed?.text ?? '',
    error: errorText(args),
  };
}

/**
 * The talk with the town, oldest first, and the form to write; without a form where the case is
 * over, and undefined where there is nothing to show at all. Views: `status/messages-*`.
 */
export function messagesView(args: MessagesArgs) {
  const items = args.messages.map((message) => itemView(args, message));
  const form = formView(args);
  if (form === undefined && items.length === 0 && !args.typed) return undefined;
  return {
    items,
    hasNew: items.some(({ isNew }) => isNew),
    sent: args.sent === true,
    mailRefused: args.mailRefused && form !== undefined,
    form,
    /** Typed while the case was being closed: to be copied. */
    unsent: form === undefined ? args.typed?.text : undefined,
    /** Nobody has written yet: the form waits behind a line. */
    isQuiet: items.length === 0 && form?.error === undefined,
  };
}
