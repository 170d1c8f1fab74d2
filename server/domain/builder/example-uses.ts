import type { EditPath } from './edit.ts';
import { asList, asMap } from './loose-data.ts';
import { answerKeys } from './loose-pages.ts';
import type { NamedThing } from './named-thing.ts';
import type { Use } from './use.ts';

type Add = (path: EditPath, at: Use['at'], renamed: Use['renamed']) => void;

/** Answers at that key of one row or of the whole application: rows in rows, all the way down. */
function answersAt(
  answers: unknown,
  key: string,
  path: EditPath,
): { path: EditPath; value: unknown }[] {
  const [first = '', ...rest] = key.split('.');
  const map = asMap(answers);
  if (!Object.hasOwn(map, first)) return [];
  const own = [...path, first];
  if (rest.length === 0) return [{ path: own, value: map[first] }];
  return asList(map[first]).flatMap((row, index) =>
    answersAt(row, rest.join('.'), [...own, index]),
  );
}

function listed(add: Add, list: unknown, name: string, path: EditPath): void {
  asList(list).forEach((entry, index) => {
    if (entry === name) add([...path, index], 'value', (to) => to);
  });
}

/** Keys of `errors` and `values` begin with the key of the question: `dogs.breed`, `owner.phone`. */
function keysBeginning(
  add: Add,
  map: unknown,
  key: string,
  path: EditPath,
  turn: (to: string) => string,
): void {
  for (const own of Object.keys(asMap(map))) {
    if (own !== key && !own.startsWith(`${key}.`)) continue;
    add([...path, own], 'key', (to) => turn(to) + own.slice(key.length));
  }
}

function ofField(
  add: Add,
  example: unknown,
  thing: NamedThing & { kind: 'field' },
  path: EditPath,
): void {
  const { answers, expect } = asMap(example);
  const { errors, values, phases } = asMap(expect);
  for (const key of answerKeys(thing.field)) {
    const name = key.split('.').at(-1) ?? '';
    const turn = (to: string) => to + name.slice(thing.name.length);
    const whole = (to: string) => key.slice(0, key.length - name.length) + turn(to);
    for (const found of answersAt(answers, key, [...path, 'answers'])) add(found.path, 'key', turn);
    keysBeginning(add, errors, key, [...path, 'expect', 'errors'], whole);
    keysBeginning(add, values, key, [...path, 'expect', 'values'], whole);
    // Of a row, `errors` may say the question's own name.
    if (name !== key) keysBeginning(add, errors, name, [...path, 'expect', 'errors'], turn);
    for (const [phase, expected] of Object.entries(asMap(phases))) {
      const own = [...path, 'expect', 'phases', phase, 'errors'];
      keysBeginning(add, asMap(expected)['errors'], key, own, whole);
    }
  }
}

function ofOption(
  add: Add,
  example: unknown,
  thing: NamedThing & { kind: 'option' },
  path: EditPath,
): void {
  const found = answersAt(asMap(example)['answers'], thing.field.key, [...path, 'answers']);
  for (const answer of found) {
    if (answer.value === thing.name) add(answer.path, 'value', (to) => to);
    else listed(add, answer.value, thing.name, answer.path);
  }
}

function ofList(add: Add, example: unknown, { name }: NamedThing, path: EditPath): void {
  const { answers, expect } = asMap(example);
  const { errors, values } = asMap(expect);
  for (const found of answersAt(answers, name, [...path, 'answers']))
    add(found.path, 'key', (to) => to);
  keysBeginning(add, errors, name, [...path, 'expect', 'errors'], (to) => to);
  keysBeginning(add, values, name, [...path, 'expect', 'values'], (to) => to);
}

function ofOne(add: Add, example: unknown, thing: NamedThing, path: EditPath): void {
  const expect = asMap(asMap(example)['expect']);
  const at = [...path, 'expect'];
  const phases = Object.entries(asMap(expect['phases']));
  switch (thing.kind) {
    case 'page':
      listed(add, expect['pages'], thing.name, [...at, 'pages']);
      for (const [key, phase] of phases)
        listed(add, asMap(phase)['pages'], thing.name, [...at, 'phases', key, 'pages']);
      return;
    case 'field':
      ofField(add, example, thing, path);
      return;
    case 'option':
      ofOption(add, example, thing, path);
      return;
    case 'repeat':
      ofList(add, example, thing, path);
      return;
    case 'named':
      if (expect['ends_with'] === thing.name) add([...at, 'ends_with'], 'value', (to) => to);
      keysBeginning(add, expect['values'], thing.name, [...at, 'values'], (to) => to);
      return;
    case 'attachment':
      listed(add, expect['attachments'], thing.name, [...at, 'attachments']);
      for (const [key, phase] of phases) {
        listed(add, asMap(phase)['attachments'], thing.name, [...at, 'phases', key, 'attachments']);
      }
      return;
    case 'phase':
      if (Object.hasOwn(asMap(expect['phases']), thing.name))
        add([...at, 'phases', thing.name], 'key', (to) => to);
      return;
    case 'entry':
      if (!/\.checks\.[^.]+$/.test(thing.textKey)) return;
      for (const [key, code] of Object.entries(asMap(expect['errors']))) {
        if (code === thing.name) add([...at, 'errors', key], 'value', (to) => to);
      }
  }
}

/** Where example cases speak of a thing. */
export function exampleUses(definition: unknown, thing: NamedThing): readonly Use[] {
  const uses: Use[] = [];
  const add: Add = (path, at, renamed) => uses.push({ path, at, needs: false, renamed });
  for (const [name, example] of Object.entries(asMap(asMap(definition)['examples']))) {
    ofOne(add, example, thing, ['examples', name]);
  }
  return uses;
}
