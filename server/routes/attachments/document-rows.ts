import type { DueDocument } from '../../domain/attachments/due-documents.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import type { Words } from '../../http/words.ts';
import type { Html } from '../../lib/html.ts';
import type { AnswerRow } from '../apply/answer-sections.ts';
import { documentHint, documentLabel } from './document-texts.ts';

/** How far a document is; `received` = it came over the counter or by post. */
type DocumentState = DueDocument['state'] | 'received';

export interface ShownDocument {
  readonly rule: DueDocument['rule'];
  readonly files: DueDocument['files'];
  readonly state: DocumentState;
}

const TONES: Record<DocumentState, string> = {
  missing: 'attention',
  given: 'success',
  received: 'success',
  later: 'muted',
  paper: 'muted',
};

/** A word and a colour for how far a document is. */
export function stateTag({ rule, state, files }: ShownDocument, words: Words) {
  const follows = state === 'missing' && rule.mayFollow;
  return {
    tag: follows
      ? words.t('attachments:state.may_follow')
      : words.t(`attachments:state.${state}`, { number: files.length }),
    tagTone: follows ? 'muted' : TONES[state],
  };
}

interface RowArgs {
  readonly procedure: Procedure;
  readonly words: Words;
  /** Where that document is looked at or handed in; undefined = nowhere any more. */
  hrefOf(document: ShownDocument): string | undefined;
}

export interface DocumentRow extends AnswerRow {
  readonly change?: { readonly href: string; readonly what: Html; readonly text: Html };
}

/** Documents with how far they are, as rows of a summary list. */
export function documentRows(
  documents: readonly ShownDocument[],
  { procedure, words, hrefOf }: RowArgs,
): DocumentRow[] {
  return documents.map((document) => {
    const { key } = document.rule;
    const open = document.state === 'missing' || document.state === 'paper';
    const hint = open ? documentHint(procedure, words, key) : undefined;
    const href = hrefOf(document);
    const text = words.t(
      document.state === 'missing' || document.state === 'later'
        ? 'attachments:hand_in'
        : 'attachments:look',
    );
    return {
      key: documentLabel(procedure, words, key),
      lines: [stateTag(document, words).tag, ...(hint ? [hint] : [])],
      ...(href && { change: { href, what: documentLabel(procedure, words, key), text } }),
    };
  });
}
