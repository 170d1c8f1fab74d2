import type { Application } from '../../domain/applications/application.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import type { Paths } from '../../http/paths.ts';
import type { Words } from '../../http/words.ts';
import type { CaseDocument } from './case-documents.ts';
import { type DocumentRow, documentRows } from './document-rows.ts';

/** The documents of an application that has been sent; a link where there is something to do or to see. */
export function caseDocumentRows(
  documents: readonly CaseDocument[],
  args: {
    readonly procedure: Procedure;
    readonly words: Words;
    readonly application: Application;
    readonly paths: Paths;
  },
): DocumentRow[] {
  const { procedure, words, application, paths } = args;
  const linked = new Set(
    documents
      .filter(({ open, state, files }) => open || state === 'paper' || files.length > 0)
      .map(({ rule }) => rule.key),
  );
  return documentRows(documents, {
    procedure,
    words,
    hrefOf: ({ rule: { key } }) =>
      linked.has(key) ? paths.statusAttachment(words.locale, application.id, key) : undefined,
  });
}
