import type { ComposedMessage, TypedMessage } from '../../domain/messages/compose-message.ts';
import { MESSAGE_MAX, type Message } from '../../domain/messages/message.ts';
import {
  ABOUT_THE_PAST,
  SENTENCE_KEYS,
  SENTENCES,
  type SentenceBlank,
} from '../../domain/messages/sentences.ts';
import { mailAddress, NOTICE_EVENTS, phoneNumber } from '../../domain/notifications/case-notice.ts';
import type { RefusedMail } from '../../domain/notifications/refused-mail.ts';
import { htmlLang, type Locale } from '../../domain/procedures/locale.ts';
import { officePaths } from '../../http/office-paths.ts';
import type { PageModel } from '../../http/page-context.ts';
import type { Words } from '../../http/words.ts';
import { momentText } from '../apply/format-text.ts';
import { procedurePlain } from '../apply/procedure-text.ts';
import { documentLabelPlain } from '../attachments/document-texts.ts';
import { sentenceText, typedText } from '../status/message-text.ts';
import type { OpenCase } from './case/open-case.ts';

/** Two languages side by side: the office's and the resident's. */
export interface MessageWords {
  readonly ours: Words;
  readonly theirs: Words;
  of(locale: Locale): Words;
}

const BLANKS = { day: '（日）', time: '（時刻）', document: '（書類）' } as const;

/** Whose page it is: number, procedure, language, and how the resident is reached. */
export function messagesHead({ application, procedure }: OpenCase, { ours, theirs }: MessageWords) {
  return {
    number: application.number,
    procedure: procedurePlain(procedure, ours, 'title'),
    caseHref: officePaths.case(application.id),
    action: officePaths.caseMessages(application.id),
    language: theirs.plain('common:language_name'),
    lang: htmlLang(theirs.locale),
    isJapanese: theirs.locale === 'ja',
    hasMail: mailAddress(procedure, application.answers) !== undefined,
    phone: phoneNumber(procedure, application.answers),
  };
}

/** A message as staff see it: in Japanese, with what the resident reads beside it. */
function itemView(
  message: Message,
  { procedure }: OpenCase,
  { ours, theirs, of }: MessageWords,
  nameOf: (staffId: string) => string,
) {
  const isFromTown = message.author === 'town';
  const theirText = theirs.locale === 'ja' ? undefined : sentenceText(message, procedure, theirs);
  return {
    isFromTown,
    isNew: !isFromTown && message.readAt === null,
    who: isFromTown ? nameOf(message.staffId ?? '') : '住民',
    at: momentText(ours, message.at),
    sentence: sentenceText(message, procedure, ours),
    text: typedText(message, ours),
    language:
      !isFromTown && message.locale !== 'ja'
        ? of(message.locale).plain('common:language_name')
        : undefined,
    theirs: theirText,
    read: message.readAt && momentText(ours, message.readAt),
  };
}

export function threadView(
  messages: readonly Message[],
  found: OpenCase,
  words: MessageWords,
  nameOf: (staffId: string) => string,
) {
  return messages.map((message) => itemView(message, found, words, nameOf));
}

const FIELD_PROBLEMS = {
  day: '日を入力してください。今日か、これからの日です。例：2026年12月1日',
  past_day: '送った日を入力してください。例：2026年12月1日',
  time: '時刻を入力してください。例：14:30',
  document: '書類を選んでください。',
} as const;

const TEXT_PROBLEMS = {
  text_required:
    '定型文を選ぶか、文を入力してください。質問の定型文には、質問を書き足してください。',
  text_too_long: `文は${MESSAGE_MAX}文字までです。`,
  text_individual_number:
    '12けたの番号（個人番号）が入っているようです。個人番号は書けません。消してください。',
} as const;

function problemTexts({ sentence, problems, over }: ComposedMessage) {
  const { text, ...blanks } = problems;
  const fields = (Object.keys(blanks) as SentenceBlank[]).map((blank) => {
    const isPast = blank === 'day' && sentence !== null && ABOUT_THE_PAST.includes(sentence);
    return [blank, FIELD_PROBLEMS[isPast ? 'past_day' : blank]] as const;
  });
  const more = text === 'text_too_long' ? `あと${over}文字減らしてください。` : '';
  return Object.fromEntries(text ? [...fields, ['text', TEXT_PROBLEMS[text] + more]] : fields);
}

/** The form in which staff choose and write. @param composed what was wrong with it, if anything */
export function composeView(
  typed: TypedMessage,
  { procedure }: OpenCase,
  { ours }: MessageWords,
  composed?: ComposedMessage,
) {
  const errors: Readonly<Record<string, string>> = composed ? problemTexts(composed) : {};
  const hasDocuments = procedure.attachments.length > 0;
  return {
    typed,
    errors,
    found: Object.entries(errors).map(([field, text]) => ({ href: `#${field}`, text })),
    sentences: SENTENCE_KEYS.filter(
      (key) => hasDocuments || !(SENTENCES[key] as readonly string[]).includes('document'),
    ).map((key) => ({
      key,
      text: ours.t(`sentences:${key}`, BLANKS),
      blanks: SENTENCES[key].join(' '),
      chosen: typed.sentence === key,
    })),
    documents: procedure.attachments.map(({ key }) => ({
      key,
      label: documentLabelPlain(procedure, ours, key),
      chosen: typed.document === key,
    })),
    max: MESSAGE_MAX,
  };
}

/** What will be sent, in Japanese and as the resident reads it. View: `office/messages-check`. */
export function checkView(
  composed: ComposedMessage,
  found: OpenCase,
  words: MessageWords,
): PageModel {
  const { procedure } = found;
  const { ours, theirs } = words;
  const said = { sentence: composed.sentence, values: composed.values };
  const typed = composed.text === '' ? {} : { text: composed.text };
  return {
    title: '送る内容の確認',
    styles: ['messages.css', 'office-messages.css'],
    scripts: ['once.js'],
    head: messagesHead(found, words),
    japanese: sentenceText(said, procedure, ours),
    theirs: sentenceText(said, procedure, theirs),
    text: typedText({ ...typed, locale: 'ja' }, ours),
    remark: theirs.locale === 'ja' ? undefined : theirs.t('messages:in_japanese'),
  };
}

/** What the mail was about, in Japanese; a subject that no words of ours have stays as it was sent. */
function subjectText({ subject, locale }: RefusedMail, { ours, of }: SubjectWords): string {
  const keys = [
    ...NOTICE_EVENTS.map((event) => `mail:case_subject.${event}`),
    'mail:receipt_subject',
  ];
  const key = keys.find((one) => of(locale).plain(one) === subject);
  return key === undefined ? subject : ours.plain(key);
}

type SubjectWords = Pick<MessageWords, 'ours' | 'of'>;

/** Mails that did not arrive, as staff see them. */
export function refusedView(mails: readonly RefusedMail[], words: SubjectWords) {
  return mails.map((mail) => ({
    id: mail.id,
    subject: subjectText(mail, words),
    reason: mail.reason,
    at: momentText(words.ours, mail.at),
  }));
}
