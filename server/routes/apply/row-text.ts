import type { Answers } from '../../domain/fields/answers.ts';
import type { Page, Procedure } from '../../domain/procedures/procedure.ts';
import { listPage } from '../../domain/procedures/repeat-group.ts';
import type { Words } from '../../http/words.ts';
import { escapeHtml, Html } from '../../lib/html.ts';
import { type AnswerSources, answerText } from './answer-text.ts';
import { procedureText } from './procedure-text.ts';

const PLACEHOLDER = /\{(\w+)\}/g;

/**
 * A text with `{field}` in it, filled from one row: 「{name}（{breed}）」. What was typed is escaped,
 * so that braces typed by a person never become ruby.
 */
export function filledText(
  text: Html,
  page: Page,
  row: Answers,
  words: Words,
  procedure: Procedure,
  sources: AnswerSources = {},
): Html {
  const filled = text.value.replace(PLACEHOLDER, (_, id: string) => {
    const field = procedure.fields.get(page.repeat ? `${page.repeat.of}.${id}` : id);
    const line = field && answerText(field, row[id], words, procedure, sources)[0];
    if (line === undefined) return '';
    return line instanceof Html ? line.value : escapeHtml(line);
  });
  return new Html(filled);
}

/** What a row of a repeat is called in lists and links: its summary, or its number. */
export function rowText(
  page: Page,
  row: Answers,
  index: number,
  words: Words,
  procedure: Procedure,
  sources: AnswerSources = {},
): Html {
  const number = words.t('apply:row_number', { number: index + 1 });
  const summary = procedureText(procedure, words, `pages.${listPage(procedure, page).id}.summary`);
  if (!summary) return number;
  const filled = filledText(summary, page, row, words, procedure, sources);
  return filled.value.replace(/[\s()（）・,、]/g, '') === '' ? number : filled;
}
