import type { FastifyRequest } from 'fastify';
import { besideJapanese, besideModel, needsJapanese } from '../../http/beside-japanese.ts';
import type { Words } from '../../http/words.ts';
import { escapeForView, Html, textOf } from '../../lib/html.ts';
import type { Services } from '../../services.ts';
import type { AnswerSection } from './answer-sections.ts';
import type { AnswerLine } from './answer-text.ts';

/**
 * A page of a form as it is shown: in a sitting with somebody who reads another language, staff read
 * along, so that every text has the Japanese one beside it.
 * @param make the page's model in the words that it gets
 */
export async function readBoth<M extends object>(
  { words }: Services,
  request: FastifyRequest,
  make: (words: Words) => M | Promise<M>,
): Promise<M> {
  const own = await make(request.words);
  const isRead = request.sitting !== undefined && needsJapanese(request.locale);
  return isRead ? besideModel(own, await make(words('ja'))) : own;
}

const plain = (line: Html | string) => (line instanceof Html ? textOf(line) : line);

/** The lines of an answer, and below them the Japanese ones, where they differ (a name does not). */
function besideLines(lines: readonly AnswerLine[], japanese: readonly AnswerLine[]) {
  const isSame = lines.map(plain).join('\n') === japanese.map(plain).join('\n');
  if (isSame) return lines;
  const below = japanese.map(escapeForView).join('<br>');
  return [...lines, new Html(`<span class="beside" lang="ja">${below}</span>`)];
}

type Rows = AnswerSection['rows'];

/** @param japanese the same rows in Japanese */
export function besideRows(rows: Rows, japanese: Rows): Rows {
  return rows.map((row, index) => {
    const other = japanese[index];
    if (other === undefined) return row;
    const { key, lines } = other;
    return {
      ...row,
      key: besideJapanese(row.key, key),
      lines: besideLines(row.lines, lines),
    };
  });
}

/** @param japanese the same sections in Japanese */
export function besideSections(
  sections: readonly AnswerSection[],
  japanese: readonly AnswerSection[],
): AnswerSection[] {
  // Sections of one page follow each other under one title: it stays one and the same object.
  const titles = new Map<string, Html>();
  return sections.map((section, index) => {
    const other = japanese[index];
    if (other === undefined) return section;
    const title = titles.get(section.title.value) ?? besideJapanese(section.title, other.title);
    titles.set(section.title.value, title);
    return {
      ...section,
      title,
      ...(section.row && other.row && { row: besideJapanese(section.row, other.row) }),
      rows: besideRows(section.rows, other.rows),
    };
  });
}
