import type { EditPath } from './edit.ts';
import { asMap, at } from './loose-data.ts';
import { answerKeys, loosePages } from './loose-pages.ts';
import type { NamedThing } from './named-thing.ts';
import { templateUses } from './use.ts';
import type { NameChange } from './yaml/change-names.ts';

/** Where a language file has the texts of a thing (dotted keys), and the key that they move to. */
function textKeys(
  definition: unknown,
  thing: NamedThing,
  to: string,
): readonly (readonly [string, string])[] {
  switch (thing.kind) {
    case 'page':
      return [[`pages.${thing.name}`, to]];
    case 'field':
      return answerKeys(thing.field).map((key) => {
        const name = key.split('.').at(-1) ?? '';
        return [`fields.${key}`, to + name.slice(thing.name.length)];
      });
    case 'repeat':
      return [[`fields.${thing.name}`, to]];
    case 'option':
      return [[`fields.${thing.field.key}.options.${thing.name}`, to]];
    case 'named':
      return loosePages(definition).map(({ id }) => [`pages.${id}.end_if.${thing.name}`, to]);
    case 'attachment':
      return [[`attachments.${thing.name}`, to]];
    case 'phase':
      return [[`phases.${thing.name}`, to]];
    case 'entry':
      return [[thing.textKey, to]];
    case 'example':
      return [];
  }
}

/** `{name}` in the translated summaries of the rows that a question belongs to. */
function templates(
  definition: unknown,
  thing: NamedThing,
  texts: unknown,
  to: string,
): NameChange[] {
  if (thing.kind !== 'field' || thing.field.list === undefined) return [];
  const { list } = thing.field;
  const lines = Object.entries(asMap(asMap(asMap(definition)['estimate'])['lines']));
  const paths: EditPath[] = [
    ...loosePages(definition)
      .filter(({ repeat }) => repeat === list)
      .map(({ id }) => ['pages', id, 'summary']),
    ...lines
      .filter(([, line]) => asMap(line)['each'] === list)
      .map(([key]) => ['estimate', 'lines', key]),
  ];
  return paths
    .flatMap((path) => templateUses(path, at(texts, path), thing.name))
    .map((use) => ({ path: use.path, at: 'value', to: use.renamed(to) }));
}

/** What a thing's new name changes in one language file. */
export function languageChanges(
  definition: unknown,
  thing: NamedThing,
  texts: unknown,
  to: string,
): NameChange[] {
  const keys = textKeys(definition, thing, to).flatMap(([key, last]): NameChange[] => {
    const path = key.split('.');
    return at(texts, path) === undefined ? [] : [{ path, at: 'key', to: last }];
  });
  return [...keys, ...templates(definition, thing, texts, to)];
}
