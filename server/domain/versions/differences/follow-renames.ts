import { DEFINITION_FILE } from '../../builder/file-names.ts';
import { namedThingAt } from '../../builder/named-thing.ts';
import { problemOfName, renameThing } from '../../builder/rename-thing.ts';
import type { DefinitionSources } from '../../procedures/procedure.ts';
import { readSource } from '../../procedures/source-file.ts';
import type { DifferenceNames } from './place-words.ts';
import { type RenamedThing, renamedThings } from './renamed-things.ts';

/** One after the other: each may change where the next one stands. */
const MOST = 100;

function dataOf(files: DefinitionSources): unknown {
  const { source, findings } = readSource(DEFINITION_FILE, files[DEFINITION_FILE] ?? '');
  return findings.length > 0 ? undefined : source.data;
}

/** With that name everywhere; undefined where the files do not let it be changed. */
function renamed(
  files: DefinitionSources,
  definition: unknown,
  { path, to }: RenamedThing,
): DefinitionSources | undefined {
  const thing = namedThingAt(definition, path);
  if (thing === undefined || problemOfName(definition, thing, path, to)) return undefined;
  const found = renameThing(files, definition, thing, path, to);
  return typeof found === 'string' ? undefined : found;
}

/**
 * The older files with the names of the newer ones, as the builder would have renamed them: in
 * conditions, translations and examples, too. So a new name is told once, and what is left to
 * compare is what is different besides.
 */
export function followRenames(
  before: DefinitionSources,
  after: DefinitionSources,
  names: DifferenceNames,
): { readonly files: DefinitionSources; readonly renames: readonly RenamedThing[] } {
  const is = dataOf(after);
  const renames: RenamedThing[] = [];
  const refused = new Set<string>();
  const keyOf = ({ path, to }: RenamedThing) => JSON.stringify([path, to]);
  let files = before;
  while (is !== undefined && renames.length < MOST) {
    const was = dataOf(files);
    if (was === undefined) break;
    const next = renamedThings(was, is, names).find((one) => !refused.has(keyOf(one)));
    if (next === undefined) break;
    const changed = renamed(files, was, next);
    if (changed === undefined) refused.add(keyOf(next));
    else {
      files = changed;
      renames.push(next);
    }
  }
  return { files, renames };
}
