import type { EditPath } from './edit.ts';
import { exampleUses } from './example-uses.ts';
import { type ExpressionPlace, expressionPlaces } from './expression-places.ts';
import { asList, asMap, asText } from './loose-data.ts';
import { answerKeys, listKeys, loosePages } from './loose-pages.ts';
import type { NamedThing } from './named-thing.ts';
import { type NameUse, namesInExpressions } from './names-in-expression.ts';

/** A place that speaks of a thing by its name. */
export interface Use {
  readonly path: EditPath;
  /** The name is the key at that path, or in the text there. */
  readonly at: 'key' | 'value';
  /** An expression or another rule needs the thing; an example only tries it. */
  readonly needs: boolean;
  /** The key or text with another name for the thing. */
  renamed(to: string): string;
}

function celUse(
  { path, cel }: ExpressionPlace,
  found: readonly { use: NameUse; to: (to: string) => string }[],
): Use {
  return {
    path,
    at: 'value',
    needs: true,
    renamed: (to) => {
      const cuts = found.toSorted((a, b) => b.use.start - a.use.start);
      return cuts.reduce((text, cut) => {
        const own = cut.use.option === undefined ? cut.to(to) : quotedLike(text, cut.use.start, to);
        return text.slice(0, cut.use.start) + own + text.slice(cut.use.end);
      }, cel);
    },
  };
}

function quotedLike(text: string, start: number, to: string): string {
  const quote = text[start] ?? '"';
  return `${quote}${to}${quote}`;
}

/** What a name in an expression turns into when the thing is called otherwise; undefined if it isn't the thing. */
function turned(thing: NamedThing, use: NameUse): ((to: string) => string) | undefined {
  if (use.paired) return undefined;
  const isOption = use.option !== undefined;
  if (thing.kind === 'option') {
    return isOption && use.option === thing.name && use.key === thing.field.key
      ? (to) => to
      : undefined;
  }
  if (isOption) return undefined;
  if (thing.kind === 'named' || thing.kind === 'repeat') {
    return use.key === thing.name ? (to) => to : undefined;
  }
  if (thing.kind !== 'field') return undefined;
  const index = answerKeys(thing.field).indexOf(use.key);
  if (index < 0) return undefined;
  return (to) => partsWith(thing, use.key.split('.').at(-1) ?? '', to);
}

/** `applicant_name` of the person `applicant` under another name. */
function partsWith(thing: NamedThing, name: string, to: string): string {
  return to + name.slice(thing.name.length);
}

function expressionUses(definition: unknown, thing: NamedThing): Use[] {
  const places = expressionPlaces(definition);
  const read = namesInExpressions(places, listKeys(loosePages(definition)));
  return places.flatMap((place) => {
    const found = (read.get(place) ?? []).flatMap((use) => {
      const to = turned(thing, use);
      return to ? [{ use, to }] : [];
    });
    return found.length > 0 ? [celUse(place, found)] : [];
  });
}

function value(path: EditPath, renamed: Use['renamed']): Use {
  return { path, at: 'value', needs: true, renamed };
}

/** A text whose first part (up to a dot) is one of these keys. */
function beginning(text: unknown, keys: readonly string[], prefix = ''): string | undefined {
  const own = asText(text);
  return keys.find((key) => own === prefix + key || own?.startsWith(`${prefix}${key}.`));
}

/** `{name}` in the summary of a row, or in the label of an estimate of each row. */
export function templateUses(path: EditPath, text: unknown, name: string): Use[] {
  const pattern = new RegExp(`\\{${name}\\}`, 'g');
  const own = asText(text);
  return own !== undefined && pattern.test(own)
    ? [value(path, (to) => own.replace(pattern, () => `{${to}}`))]
    : [];
}

function fieldReferences(definition: unknown, thing: NamedThing & { kind: 'field' }): Use[] {
  const { field } = thing;
  const keys = answerKeys(field);
  const top = field.list === undefined;
  const uses: Use[] = [];
  const one = (path: EditPath, text: unknown, prefix = '') => {
    const found = beginning(text, top ? keys : [field.id], prefix);
    if (found === undefined) return;
    const rest = String(text).slice(prefix.length + found.length);
    uses.push(value(path, (to) => prefix + partsWith(thing, found, to) + rest));
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
    uses.push(value(path, (to) => prefix + to + own.slice(prefix.length + thing.name.length)));
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

/** `each: dogs` of fee lines, estimates and the table. */
function eachUses(definition: unknown, list: string, uses: Use[]): void {
  const { fee, estimate, output } = asMap(definition);
  const add = (path: EditPath, each: unknown) => {
    if (each === list) uses.push(value(path, (to) => to));
  };
  asList(asMap(fee)['lines']).forEach((line, index) => {
    add(['fee', 'lines', index, 'each'], asMap(line)['each']);
  });
  for (const [key, line] of Object.entries(asMap(asMap(estimate)['lines']))) {
    add(['estimate', 'lines', key, 'each'], asMap(line)['each']);
  }
  add(['output', 'each'], asMap(output)['each']);
}

function repeatReferences(definition: unknown, thing: NamedThing): Use[] {
  const uses = loosePages(definition)
    .filter(({ repeat }) => repeat === thing.name)
    .map(({ path }) => value([...path, 'repeat', 'of'], (to) => to));
  eachUses(definition, thing.name, uses);
  return uses;
}

function namedReferences(definition: unknown, thing: NamedThing): Use[] {
  const isCalled = Object.hasOwn(asMap(asMap(definition)['names']), thing.name);
  // What it is called goes with it.
  const called: Use = {
    path: ['names', thing.name],
    at: 'key',
    needs: false,
    renamed: (to) => to,
  };
  const ends = loosePages(definition)
    .filter(({ source }) => Object.hasOwn(asMap(source['end_if']), thing.name))
    .map(
      ({ path }) =>
        ({
          path: [...path, 'end_if', thing.name],
          at: 'key',
          needs: true,
          renamed: (to: string) => to,
        }) as const,
    );
  return [...ends, ...(isCalled ? [called] : [])];
}

function optionReferences(definition: unknown, thing: NamedThing & { kind: 'option' }): Use[] {
  const { field } = thing;
  const { each, columns } = asMap(asMap(definition)['output']);
  const from = field.list === undefined ? `fields.${field.id}` : `row.${field.id}`;
  const isOurs = field.list === undefined || field.list === each;
  const codes = asList(columns).flatMap((column, index): Use[] => {
    const own = asMap(column);
    if (!isOurs || own['from'] !== from || !Object.hasOwn(asMap(own['codes']), thing.name))
      return [];
    const path = ['output', 'columns', index, 'codes', thing.name];
    return [{ path, at: 'key', needs: true, renamed: (to) => to }];
  });
  const people = loosePages(definition).flatMap(({ path, source, repeat }) =>
    repeat !== undefined && repeat === field.list
      ? Object.entries(asMap(asMap(source['repeat'])['people'])).flatMap(([who, row]) =>
          asMap(row)[field.id] === thing.name
            ? [value([...path, 'repeat', 'people', who, field.id], (to) => to)]
            : [],
        )
      : [],
  );
  return [...codes, ...people];
}

function attachmentReferences(definition: unknown, { name }: NamedThing): Use[] {
  const { who, fee } = asMap(definition);
  const proofs = Object.entries(asMap(asMap(who)['proof'])).flatMap(([applicant, key]) =>
    key === name ? [value(['who', 'proof', applicant], (to) => to)] : [],
  );
  const exempt = asList(asMap(fee)['exempt_proof']).flatMap((key, index) =>
    key === name ? [value(['fee', 'exempt_proof', index], (to) => to)] : [],
  );
  return [...proofs, ...exempt];
}

function references(definition: unknown, thing: NamedThing): Use[] {
  switch (thing.kind) {
    case 'field':
      return fieldReferences(definition, thing);
    case 'repeat':
      return repeatReferences(definition, thing);
    case 'named':
      return namedReferences(definition, thing);
    case 'option':
      return optionReferences(definition, thing);
    case 'attachment':
      return attachmentReferences(definition, thing);
    default:
      return [];
  }
}

/** Where an option's question is compared with anything but written texts: another name would no longer match. */
export function pairedPlace(
  definition: unknown,
  { field }: NamedThing & { kind: 'option' },
): EditPath | undefined {
  const places = expressionPlaces(definition);
  const read = namesInExpressions(places, listKeys(loosePages(definition)));
  return places.find((place) => read.get(place)?.some((use) => use.paired && use.key === field.key))
    ?.path;
}

/** Every place of definition.yaml that speaks of a thing, besides where it stands itself. */
export function usesOf(definition: unknown, thing: NamedThing): readonly Use[] {
  return [
    ...expressionUses(definition, thing),
    ...references(definition, thing),
    ...exampleUses(definition, thing),
  ];
}
