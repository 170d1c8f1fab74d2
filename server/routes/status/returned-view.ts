import type { CaseNote, ReturnedItem } from '../../domain/cases/case.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import type { Words } from '../../http/words.ts';
import type { Html } from '../../lib/html.ts';
import { fieldLabel, procedureText } from '../apply/procedure-text.ts';
import { staffText } from '../apply/remarks.ts';

/** What is to be mended, and why, in the reader's language. */
export interface ReturnedView {
  readonly items: readonly { readonly label: Html; readonly reason: Html }[];
  /** What staff wrote, as they wrote it. */
  readonly text?: Html;
}

/** 「工事の種類（2番目）」 */
function labelOf(procedure: Procedure, words: Words, { about, row }: ReturnedItem): Html {
  const [kind, ...rest] = about.split('.');
  const key = rest.join('.');
  const field = kind === 'fields' ? procedure.fields.get(key) : undefined;
  const label = field
    ? fieldLabel(procedure, words, field)
    : (procedureText(procedure, words, `attachments.${key}.label`) ??
      words.t('attachments:document'));
  if (row === undefined) return label;
  return words.t('status:returned_row', {
    label,
    row: words.t('apply:row_number', { number: row + 1 }),
  });
}

export function returnedView(procedure: Procedure, words: Words, note: CaseNote): ReturnedView {
  return {
    items: (note.returned ?? []).map((item) => ({
      label: labelOf(procedure, words, item),
      reason: words.t(`status:return_reason.${item.reason}`),
    })),
    ...(note.text && { text: staffText(note.text, words) }),
  };
}
