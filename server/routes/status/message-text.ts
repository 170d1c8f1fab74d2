import type { Message, MessageContent } from '../../domain/messages/message.ts';
import { htmlLang } from '../../domain/procedures/locale.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import type { Words } from '../../http/words.ts';
import { escapeForView, Html } from '../../lib/html.ts';
import { dateText } from '../apply/format-text.ts';
import { documentLabel } from '../attachments/document-texts.ts';

/** The prepared sentence of a message in the language of these words. */
export function sentenceText(
  { sentence, values = {} }: Pick<Message, 'sentence' | 'values'>,
  procedure: Procedure,
  words: Words,
): Html | undefined {
  if (sentence === null) return undefined;
  const { day, time, document } = values;
  return words.t(`sentences:${sentence}`, {
    day: day && dateText(words, day),
    time,
    document: document && documentLabel(procedure, words, document),
  });
}

/** What a person typed, with its lines; says in `lang` when that is not the page's language. */
export function typedText({ text, locale }: MessageContent, words: Words): Html | undefined {
  if (text === undefined) return undefined;
  const lines = text.split('\n').map(escapeForView).join('<br>');
  const lang = htmlLang(locale);
  return new Html(
    lang === htmlLang(words.locale) ? lines : `<span lang="${escapeForView(lang)}">${lines}</span>`,
  );
}
