import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { applyEdit } from '../../../server/domain/builder/apply-edit.ts';
import type { Edit, EditPath, EditValue } from '../../../server/domain/builder/edit.ts';
import type { DefinitionSources } from '../../../server/domain/procedures/procedure.ts';
import { SHIPPED_IDS, shippedFiles } from './shipped-files.ts';

const FILE = 'definition.yaml';
type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Every way into a file's data. */
function pathsOf(data: Json, path: EditPath = []): EditPath[] {
  if (typeof data !== 'object' || data === null) return [];
  const entries = Array.isArray(data)
    ? data.map((value, at) => [at, value] as const)
    : Object.entries(data);
  return entries.flatMap(([step, value]) => [[...path, step], ...pathsOf(value, [...path, step])]);
}

const at = (data: Json, path: EditPath) =>
  path.reduce<Json>((inner, step) => (inner as Record<string | number, Json>)[step] as Json, data);

/** The same change, on the data alone and in another way than the program makes it. */
function expected(data: Json, edit: Edit): Json {
  if (edit.kind === 'file' || edit.kind === 'rename') return data;
  const copy = structuredClone(data);
  const path = edit.kind === 'add' ? [...edit.path, edit.key ?? -1] : edit.path;
  const holder = at(copy, path.slice(0, -1));
  const last = path.at(-1) as string | number;
  if (Array.isArray(holder)) {
    if (edit.kind === 'set') holder[Number(last)] = edit.value as Json;
    else if (edit.kind === 'remove') holder.splice(Number(last), 1);
    else if (edit.kind === 'add')
      holder.splice(Number(edit.before ?? holder.length), 0, edit.value as Json);
    else {
      const moved = holder[Number(last)] as Json;
      const behind = edit.before === undefined ? null : holder[Number(edit.before)];
      if (Number(edit.before) === Number(last)) return copy;
      holder.splice(Number(last), 1);
      holder.splice(
        behind === null
          ? holder.length
          : Number(edit.before) - (Number(edit.before) > Number(last) ? 1 : 0),
        0,
        moved,
      );
    }
    return copy;
  }
  const map = holder as { [key: string]: Json };
  const moved = map[last] as Json;
  const rest = Object.entries(map).filter(([key]) => key !== String(last));
  const before = edit.kind === 'set' || edit.kind === 'remove' ? undefined : edit.before;
  const place = rest.findIndex(([key]) => key === String(before));
  if (edit.kind === 'set') map[last] = edit.value as Json;
  else {
    for (const key of Object.keys(map)) delete map[key];
    if (edit.kind !== 'remove' && String(before) !== String(last)) {
      rest.splice(place < 0 ? rest.length : place, 0, [
        String(last),
        edit.kind === 'add' ? (edit.value as Json) : moved,
      ]);
    } else if (edit.kind === 'move') return structuredClone(data);
    Object.assign(map, Object.fromEntries(rest));
  }
  return copy;
}

const comments = (text: string) =>
  text.split('\n').flatMap((line) => /(?:^|\s)(#.*)$/.exec(line)?.[1] ?? []);

const TEXT = fc.oneof(
  fc
    .string({ unit: 'grapheme', maxLength: 30 })
    .filter((text) => !/(?![\n])[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\ufffe\uffff]/u.test(text)),
  fc.constantFrom(
    'yes',
    '12',
    '# 注',
    'a: b',
    '{x}',
    '- x',
    'it\'s "so"',
    ' 前',
    '1行目\n\n3行目\n',
    '&a',
    '!b',
    '',
    'null',
    '2026-01-05',
  ),
);
const KEY = fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/);
const VALUE: fc.Arbitrary<EditValue> = fc.letrec<{ value: EditValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    TEXT,
    fc.integer(),
    fc.boolean(),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(KEY, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;

interface Wish {
  readonly kind: 'set' | 'add' | 'remove' | 'move';
  readonly where: number;
  readonly before: number;
  readonly value: EditValue;
  readonly key: string;
}

const WISHES = fc.array(
  fc.record({
    kind: fc.constantFrom('set', 'add', 'remove', 'move'),
    where: fc.nat(),
    before: fc.nat(),
    value: VALUE,
    key: KEY,
  }),
  { minLength: 1, maxLength: 5 },
) as fc.Arbitrary<Wish[]>;

/** A wish as an edit of what is there. */
function editFor(data: Json, wish: Wish, file: string): Edit | undefined {
  const paths = pathsOf(data).filter((path) => !['id', 'item'].includes(String(path.at(-1))));
  const path = paths[wish.where % Math.max(1, paths.length)];
  if (!path) return undefined;
  const holder = at(data, path.slice(0, -1)) as Json[] | { [key: string]: Json };
  const steps = Array.isArray(holder) ? holder.map((_, index) => index) : Object.keys(holder);
  const before = wish.before % 4 === 0 ? undefined : steps[wish.before % steps.length];
  if (wish.kind === 'set') return { kind: 'set', file, path, value: wish.value };
  if (wish.kind === 'remove') return { kind: 'remove', file, path };
  if (wish.kind === 'move') return { kind: 'move', file, path, before };
  const key = Array.isArray(holder) ? {} : { key: wish.key };
  return {
    kind: 'add',
    file,
    path: path.slice(0, -1),
    value: wish.value,
    ...(before !== undefined && { before }),
    ...key,
  };
}

/**
 * The language files alone: there an edit changes what it says and nothing else. (In the definition
 * it may take texts and answers of examples along, which has tests of its own.)
 */
function walk(start: string, wishes: readonly Wish[], file = 'en.yaml') {
  let files: DefinitionSources = { [FILE]: 'id: x\n', [file]: start };
  let data = parse(start) as Json;
  for (const wish of wishes) {
    const edit = editFor(data, wish, file);
    const isTwice =
      edit?.kind === 'add' &&
      edit.key !== undefined &&
      Object.hasOwn(at(data, edit.path) as object, edit.key);
    if (!edit || isTwice) continue;
    const text = files[file] ?? '';
    const outcome = applyEdit(files, edit);
    expect(outcome, JSON.stringify(edit)).toMatchObject({ kind: 'edited' });
    if (outcome.kind !== 'edited') return;
    const wanted = expected(data, edit);
    const after = outcome.files[file] ?? '';
    expect(parse(after), JSON.stringify(edit)).toEqual(wanted);
    if (edit.kind === 'move') {
      expect(Object.keys(at(parse(after) as Json, edit.path.slice(0, -1)) as object)).toEqual(
        Object.keys(at(wanted, edit.path.slice(0, -1)) as object),
      );
      expect(comments(after).toSorted()).toEqual(comments(text).toSorted());
    }
    if (edit.kind === 'add') {
      const list = at(data, edit.path);
      const step = edit.key ?? edit.before ?? (list as Json[]).length;
      const back = applyEdit(outcome.files, { kind: 'remove', file, path: [...edit.path, step] });
      expect(back.kind === 'edited' && back.files[file], JSON.stringify(edit)).toBe(text);
    }
    files = outcome.files;
    data = wanted;
  }
}

describe('a change of a file by form', () => {
  it('says what it should and nothing else in every shipped definition, and is taken back to the byte', () => {
    fc.assert(
      fc.property(fc.constantFrom(...SHIPPED_IDS), WISHES, (id, wishes) => {
        walk(shippedFiles(id)[FILE] ?? '', wishes);
      }),
      { numRuns: 25 },
    );
  }, 60_000);

  it('does so in files of any content, written in any manner', () => {
    const manner = fc.record({
      indent: fc.constantFrom(2, 4),
      flow: fc.constantFrom('any', 'flow', 'block') as fc.Arbitrary<'any' | 'flow' | 'block'>,
      crlf: fc.boolean(),
    });
    const content = fc.dictionary(KEY, VALUE, { minKeys: 1, maxKeys: 5, noNullPrototype: true });
    fc.assert(
      fc.property(content, manner, WISHES, (value, { indent, flow, crlf }, wishes) => {
        const written = stringify(value, { indent, collectionStyle: flow, lineWidth: 40 });
        walk(crlf ? written.replaceAll('\n', '\r\n') : written, wishes);
      }),
      { numRuns: 100 },
    );
  }, 60_000);

  it('takes the last entries out of braces over several lines, one after the other', () => {
    const rest = (text: string, ...keys: string[]) =>
      keys.reduce((now, key) => {
        const files = { [FILE]: 'id: x\n', 'en.yaml': now };
        const outcome = applyEdit(files, { kind: 'remove', file: 'en.yaml', path: [key] });
        return outcome.kind === 'edited' ? (outcome.files['en.yaml'] ?? '') : outcome.kind;
      }, text);
    expect(rest('{\n  a: 1,\n  b: 2,\n  c: 3\n}\n', 'c', 'b')).toBe('{\n  a: 1\n}\n');
    const noted = '{\n  a: 1, # one\n  b: 2, # two\n  c: 3\n}\n';
    expect(parse(rest(noted, 'c', 'b'))).toEqual({ a: 1 });
    expect(rest(noted, 'c', 'b')).toContain('# one');
  });

  it('touches no line but its own', () => {
    const files = shippedFiles('dog-registration');
    const before = (files[FILE] ?? '').split('\n');
    const path = ['pages', 2, 'fields', 'name', 'label'];
    const outcome = applyEdit(files, { kind: 'set', file: FILE, path, value: '犬の、名前: "x"' });
    const after = (outcome.kind === 'edited' ? (outcome.files[FILE] ?? '') : '').split('\n');
    expect(after.filter((line, index) => line !== before[index])).toEqual([
      `      name: { type: text, label: '犬の、名前: "x"', max: 30 }`,
    ]);
    expect(outcome).toMatchObject({ what: '『犬の、名前: "x"』の名前を変えました' });
  });

  it.each<[string, Edit, string]>([
    [
      'a name twice',
      { kind: 'add', file: FILE, path: ['conditions'], key: 'is_new', value: 'true' },
      'duplicate_id',
    ],
    [
      'a place that is not there',
      { kind: 'remove', file: FILE, path: ['pages', 99] },
      'unknown_place',
    ],
    [
      'a value where none can stand',
      { kind: 'set', file: FILE, path: ['title', 'x'], value: 'y' },
      'wrong_place',
    ],
    [
      'a name of every object',
      { kind: 'set', file: FILE, path: ['__proto__', 'x'], value: 'y' },
      'wrong_name',
    ],
    [
      'a control character',
      { kind: 'set', file: FILE, path: ['title'], value: 'a\u0007' },
      'control_character',
    ],
    [
      'a file that no version has',
      { kind: 'set', file: '../x.yaml', path: ['title'], value: 'a' },
      'unknown_file',
    ],
    ['another procedure', { kind: 'file', file: FILE, text: 'id: other\n' }, 'wrong_id'],
  ])('is refused and changes nothing: %s', (_, edit, code) => {
    const outcome = applyEdit(shippedFiles('dog-registration'), edit);
    expect(outcome).toMatchObject({ kind: 'refused', findings: [{ code, level: 'error' }] });
  });
});
