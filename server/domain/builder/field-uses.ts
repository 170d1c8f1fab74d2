import type { EditPath } from './edit.ts';
import { eachUses } from './list-uses.ts';
import { asList, asMap, asText } from './loose-data.ts';
import { answerKeys, loosePages } from './loose-pages.ts';
import type { NamedThing } from './named-thing.ts';
import { beginning, partsWith, templateUses, textUse, type Use } from './use.ts';

/** Where a question is named outside of expressions. */
export function fieldReferences(definition: unknown, thing: NamedThing & { kind: 'field' }): Use[] {
  const { field } = thing;
  const keys = answerKeys(field);
  const top = field.list === undefined;
  const uses: Use[] = [];
  const one = (path: EditPath, text: unknown, prefix = '') => {
    const found = beginning(text, top ? keys : [field.id], prefix);
    if (found === undefined) return;
    const rest = String(text).slice(prefix.length + found.length);
    uses.push(textUse(path, (to) => prefix + partsWith(thing, found, to) + rest));
  };
  for (const page of loosePages(definition)) {
    const isOwn =
      page.id === field.page || (page.repeat !== undefined && page.repeat === field.list);
    const checks = (path: EditPath, source: unknown) => {
      for (const [key, check] of Object.entries(asMap(source)))
        one([...path, key, 'field'], asMap(check)['field']);
    };
    if (isOwn) checks([...page.path, 'checks'], page.source['checks']);
    for (const each of page.fields) {
      if (each.key === field.list) checks([...each.path, 'checks'], each.source['checks']);
      if (top) one([...each.path, 'holder'], each.source['holder']);
      if (field.source['type'] === 'person')
        factUse(uses, thing, [...each.path, 'begins_with'], each.source['begins_with']);
    }
    if (page.repeat === field.list && page.repeat !== undefined) {
      const { summary, people } = asMap(page.source['repeat']);
      uses.push(...templateUses([...page.path, 'repeat', 'summary'], summary, field.id));
      for (const [who, row] of Object.entries(asMap(people))) {
        if (!Object.hasOwn(asMap(row), field.id)) continue;
        const path = [...page.path, 'repeat', 'people', who, field.id];
        uses.push({ path, at: 'key', needs: true, renamed: (to) => to });
      }
    }
  }
  elsewhere(definition, thing, one, uses);
  return uses;
}

type One = (path: EditPath, text: unknown, prefix?: string) => void;

/** Facts of a person are called by its name: `applicant.phone`. */
function factUse(
  uses: Use[],
  thing: NamedThing & { kind: 'field' },
  path: EditPath,
  text: unknown,
  prefix = '',
): void {
  const own = asText(text);
  const begin = `${prefix}${thing.name}.`;
  const part = own?.startsWith(begin) ? own.slice(begin.length).split('.')[0] : undefined;
  if (own !== undefined && asList(thing.field.source['parts']).includes(part)) {
    uses.push(textUse(path, (to) => prefix + to + own.slice(prefix.length + thing.name.length)));
  }
}

/** Deadline, order changes, fee lines and columns name questions outside of expressions. */
function elsewhere(
  definition: unknown,
  thing: NamedThing & { kind: 'field' },
  one: One,
  uses: Use[],
): void {
  const { deadline, changes, fee, estimate, output } = asMap(definition);
  const top = thing.field.list === undefined;
  const { each, columns } = asMap(output);
  asList(columns).forEach((column, index) => {
    const path = ['output', 'columns', index, 'from'];
    const { from } = asMap(column);
    if (top) one(path, from, 'fields.');
    // `row.number` counts the rows, whatever the questions are called.
    else if (thing.field.list === each && from !== 'row.number') one(path, from, 'row.');
    if (thing.field.source['type'] === 'person') factUse(uses, thing, path, from, 'facts.');
  });
  for (const [key, written] of Object.entries(asMap(asMap(estimate)['lines']))) {
    const line = asMap(written);
    if (line['each'] === thing.field.list && !top) {
      uses.push(...templateUses(['estimate', 'lines', key, 'label'], line['label'], thing.name));
    }
  }
  if (!top) return;
  for (const key of ['from', 'to']) one(['fee', 'months', key], asMap(asMap(fee)['months'])[key]);
  one(['deadline', 'after'], asMap(deadline)['after']);
  asList(asMap(changes)['fields']).forEach(
    (id, index) => void one(['changes', 'fields', index], id),
  );
  asList(asMap(fee)['lines']).forEach((line, index) => {
    for (const key of ['items', 'slots']) one(['fee', 'lines', index, key], asMap(line)[key]);
  });
  eachUses(definition, thing.name, uses);
}
