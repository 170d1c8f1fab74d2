import { RESERVED_NAMES, RESERVED_PAGES } from '../procedures/compile/ids.ts';
import type { DefinitionSources } from '../procedures/procedure.ts';
import type { EditPath } from './edit.ts';
import { DEFINITION_FILE, localeOfFile } from './file-names.ts';
import { languageChanges } from './language-names.ts';
import { asMap, at } from './loose-data.ts';
import { answerKeys, loosePages } from './loose-pages.ts';
import type { NamedThing } from './named-thing.ts';
import { usesOf } from './uses.ts';
import { changeNames, type NameChange } from './yaml/change-names.ts';
import { openYaml } from './yaml/yaml-text.ts';

const NAME = /^[a-z][a-z0-9_]*$/;
const OPTION_NAME = /^[a-z0-9][a-z0-9_-]*$/;

export type NameProblem = 'wrong_name' | 'reserved_id' | 'duplicate_id';

/** Names that a thing's own must not be. */
function takenNames(definition: unknown, thing: NamedThing, path: EditPath): ReadonlySet<string> {
  const pages = loosePages(definition);
  const { conditions, calculations } = asMap(definition);
  const named = [...Object.keys(asMap(conditions)), ...Object.keys(asMap(calculations))];
  const fields = pages.flatMap((page) => page.fields);
  const tops = fields.filter(({ list }) => list === undefined).flatMap(answerKeys);
  const everywhere = [...tops, ...named, ...pages.flatMap(({ repeat }) => repeat ?? [])];
  switch (thing.kind) {
    case 'page':
      return new Set(pages.map(({ id }) => id));
    case 'named':
    case 'repeat':
      return new Set(everywhere);
    case 'field': {
      const { list } = thing.field;
      const columns = fields.filter((field) => field.list === list).map(({ id }) => id);
      return new Set(list === undefined ? [...everywhere, ...fieldIds(definition)] : columns);
    }
    default:
      return new Set(Object.keys(asMap(at(definition, path.slice(0, -1)))));
  }
}

/** As they are written: a person by its own name. */
function fieldIds(definition: unknown): readonly string[] {
  return loosePages(definition).flatMap(({ fields }) =>
    fields.filter(({ list }) => list === undefined).map(({ id }) => id),
  );
}

export function problemOfName(
  definition: unknown,
  thing: NamedThing,
  path: EditPath,
  to: string,
): NameProblem | undefined {
  const isName = (thing.kind === 'option' ? OPTION_NAME : NAME).test(to);
  if (!isName || to.length > 60) return 'wrong_name';
  if (thing.kind === 'page' && RESERVED_PAGES.includes(to)) return 'reserved_id';
  const isVariable = ['field', 'repeat', 'named'].includes(thing.kind);
  if (isVariable && RESERVED_NAMES.has(to)) return 'reserved_id';
  const taken = takenNames(definition, thing, path);
  const wanted = thing.kind === 'field' ? answerKeys({ ...thing.field, key: to }) : [to];
  return [...wanted, to].some((name) => taken.has(name)) ? 'duplicate_id' : undefined;
}

/** Where the name itself is written. */
function ownName(thing: NamedThing, path: EditPath, to: string): NameChange[] {
  switch (thing.kind) {
    case 'page':
      return [{ path: [...thing.page.path, 'id'], at: 'value', to }];
    case 'repeat':
      return []; // every page of it names it
    case 'entry':
      return path[0] === 'fee'
        ? [{ path: [...path.slice(0, 3), 'item'], at: 'value', to }]
        : [{ path, at: 'key', to }];
    default:
      return [{ path, at: 'key', to }];
  }
}

/** The files with a thing under another name everywhere; the file in which it can't be written otherwise. */
export function renameThing(
  files: DefinitionSources,
  definition: unknown,
  thing: NamedThing,
  path: EditPath,
  to: string,
): DefinitionSources | string {
  const changed: Record<string, string> = { ...files };
  const uses = usesOf(definition, thing).map((use) => ({
    path: use.path,
    at: use.at,
    to: use.renamed(to),
  }));
  const text = changeNames(files[DEFINITION_FILE] ?? '', [...ownName(thing, path, to), ...uses]);
  if (text === undefined) return DEFINITION_FILE;
  changed[DEFINITION_FILE] = text;
  for (const [file, own] of Object.entries(files)) {
    if (localeOfFile(file) === undefined || !own.includes(thing.name)) continue;
    const texts: unknown = openYaml(own).document.toJS({ maxAliasCount: 0 });
    const renamed = changeNames(own, languageChanges(definition, thing, texts, to));
    if (renamed === undefined) return file;
    changed[file] = renamed;
  }
  return changed;
}
