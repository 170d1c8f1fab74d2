import type { CaseNote } from '../../domain/cases/case.ts';
import { returnedField } from '../../domain/cases/settled-fields.ts';
import { htmlLang } from '../../domain/procedures/locale.ts';
import type { Page } from '../../domain/procedures/procedure.ts';
import type { Words } from '../../http/words.ts';
import { escapeForView, Html } from '../../lib/html.ts';

/** Why a question is asked again, by the field's id on its page. */
export type Remarks = ReadonlyMap<string, readonly Html[]>;

/** What was returned of one page, or of one row of a repeat. */
export function remarksFor(
  { returned = [] }: CaseNote,
  page: Page,
  row: number | undefined,
  words: Words,
): Remarks {
  const remarks = new Map<string, Html[]>();
  for (const item of returned) {
    const field = returnedField({ page, ...(row !== undefined && { row }) }, item);
    if (field === undefined) continue;
    const isInner = !page.repeat && item.row !== undefined;
    const reason = words.t(`status:return_reason.${item.reason}`);
    const number = (item.row ?? 0) + 1;
    const text = isInner ? words.t('status:returned_in_row', { number, reason }) : reason;
    remarks.set(field, [...(remarks.get(field) ?? []), text]);
  }
  return remarks;
}

/** Text that staff typed in Japanese: it says so in `lang`, and keeps its lines. */
export function staffText(text: string, words: Words): Html {
  const lines = text.trim().split(/\r?\n/).map(escapeForView).join('<br>');
  const isJapanese = htmlLang(words.locale) === 'ja';
  return new Html(isJapanese ? lines : `<span lang="ja">${lines}</span>`);
}

/** What the town wrote besides the prepared sentences, as a box; undefined where it wrote nothing. */
export function townNote({ text }: CaseNote, words: Words) {
  return text ? { title: words.t('status:from_town'), text: staffText(text, words) } : undefined;
}
