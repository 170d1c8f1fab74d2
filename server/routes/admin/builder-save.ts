import type { FastifyRequest } from 'fastify';
import { applyEdit } from '../../domain/builder/apply-edit.ts';
import type { Edit } from '../../domain/builder/edit.ts';
import type { DefinitionSources, Finding } from '../../domain/procedures/procedure.ts';
import type { BuilderDesk } from './builder-desk.ts';
import { definitionTree, textOf } from './builder-tree.ts';

export type SavedEdits =
  /** `revision` of the version now; the same as before where nothing was changed. */
  | { readonly kind: 'saved'; readonly revision: number; readonly what: string }
  | { readonly kind: 'refused'; readonly findings: readonly Finding[] }
  /** Somebody else was quicker by a moment. */
  | { readonly kind: 'conflict' }
  | { readonly kind: 'not_a_draft' };

const MOST_NAMED = 3;

/** What was done, for the list of edits. */
function inOneSentence(whats: readonly string[]): string {
  const named = [...new Set(whats)];
  const rest = named.length - MOST_NAMED;
  return named.slice(0, MOST_NAMED).join('、') + (rest > 0 ? `、ほか${rest}件` : '');
}

/** Changes one after the other, all of them or none; saved as one step that can be undone. */
export async function saveEdits(
  { services, version, names }: BuilderDesk,
  { staff }: FastifyRequest,
  edits: readonly Edit[],
): Promise<SavedEdits> {
  let files: DefinitionSources = version.files;
  const whats: string[] = [];
  for (const edit of edits) {
    const outcome = applyEdit(files, edit);
    if (outcome.kind === 'refused') return outcome;
    files = outcome.files;
    whats.push(outcome.what);
  }
  const what = inOneSentence(whats);
  if (edits.length === 0) return { kind: 'saved', revision: version.revision, what };
  const tree = definitionTree(files) ?? {};
  const outcome = await services.stores.versions.saveEdit({
    id: version.id,
    base: version.revision,
    files,
    title: names.text(tree['title']) || version.procedureId,
    section: textOf(tree['section']),
    what,
    by: staff?.login ?? '',
    at: services.clock.now(),
  });
  if (outcome.kind === 'saved') return { kind: 'saved', revision: outcome.revision, what };
  return { kind: outcome.kind === 'not_a_draft' ? 'not_a_draft' : 'conflict' };
}
