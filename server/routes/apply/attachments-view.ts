import type { Procedure } from '../../domain/procedures/procedure.ts';
import type { Words } from '../../http/words.ts';
import type { Html } from '../../lib/html.ts';
import { procedureText } from './procedure-text.ts';

export interface AttachmentView {
  readonly label: Html;
  readonly hint?: Html;
  /** May be handed in after the application. */
  readonly mayFollow: boolean;
}

/** The papers that belong to an application, in the reader's language. */
export function attachmentViews(
  attachments: readonly { readonly key: string; readonly mayFollow: boolean }[],
  procedure: Procedure,
  words: Words,
): AttachmentView[] {
  return attachments.map(({ key, mayFollow }) => ({
    label:
      procedureText(procedure, words, `attachments.${key}.label`) ?? words.t('apply:attachment'),
    hint: procedureText(procedure, words, `attachments.${key}.hint`),
    mayFollow,
  }));
}
