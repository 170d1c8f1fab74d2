import { htmlLang, type Locale } from '../../domain/procedures/locale.ts';
import { escapeForView, Html, textOf } from '../../lib/html.ts';
import type { AnswerSection } from './answer-sections.ts';
import type { AnswerLine } from './answer-text.ts';

const plain = (line: Html | string) => (line instanceof Html ? textOf(line) : line);

/** Whoever reads easy Japanese sits opposite somebody who reads it, too. */
export const needsJapanese = (locale: Locale): boolean => htmlLang(locale) !== 'ja';

/** A text with the Japanese one small beside it, so that staff know what is being read. */
export function besideJapanese(text: Html | string, japanese: Html | string): Html {
  const own = escapeForView(text);
  if (plain(text) === plain(japanese)) return new Html(own);
  return new Html(`${own} <span class="beside" lang="ja">${escapeForView(japanese)}</span>`);
}

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
