import type { DefinitionSources } from '../procedures/procedure.ts';
import { applyEdit } from './apply-edit.ts';
import type { Edit } from './edit.ts';
import { DEFINITION_FILE, isDefinitionFile, localeOfFile } from './file-names.ts';

/** Address of a procedure, and name of its folder and its statistics. */
export const PROCEDURE_ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
export const LONGEST_ID = 60;

export interface NewProcedure {
  readonly id: string;
  /** In Japanese. */
  readonly title: string;
  /** Key of municipality.yaml's sections. */
  readonly section: string;
}

const quoted = (text: string) => JSON.stringify(text);

/**
 * The smallest definition that is one: who applies, and what happens next. Its words are phrases, so
 * that it speaks every language but for its own title.
 */
export function blankDefinition({ id, title, section }: NewProcedure): DefinitionSources {
  return {
    [DEFINITION_FILE]: `id: ${id}
title: ${quoted(title)}
basis: 確認中    # 根拠の法令や条例。例：見本市自転車駐車場条例第5条
section: ${section}
counts_as: [${id}]
category: community
identity: L0
evidence: general_knowledge
minutes: 5
pages:
  - id: applicant
    title: $page_applicant
    fields:
      applicant: { type: person, parts: [name, address, phone] }
fee:
  when: none
review: { outcomes: [completed] }
next:
  check: { text: $next_check }
`,
  };
}

/** All edits one after the other; undefined where one of them can't be made. */
function edited(files: DefinitionSources, edits: readonly Edit[]): DefinitionSources | undefined {
  let changed = files;
  for (const edit of edits) {
    const outcome = applyEdit(changed, edit);
    if (outcome.kind === 'refused') return undefined;
    changed = outcome.files;
  }
  return changed;
}

/**
 * Another procedure's files under a new id and title: the same questions, rules and translations, but
 * for the title, which is to be translated anew.
 */
export function startFrom(
  files: DefinitionSources,
  { id, title, section }: NewProcedure,
): DefinitionSources | undefined {
  const own = Object.fromEntries(Object.entries(files).filter(([file]) => isDefinitionFile(file)));
  const set = (key: string, value: string | string[]): Edit => ({
    kind: 'set',
    file: DEFINITION_FILE,
    path: [key],
    value,
  });
  const others = Object.keys(own).filter((file) => localeOfFile(file) !== undefined);
  return edited(own, [
    set('id', id),
    set('title', title),
    set('section', section),
    set('counts_as', [id]),
    ...others.map((file): Edit => ({ kind: 'set', file, path: ['title'], value: undefined })),
  ]);
}
