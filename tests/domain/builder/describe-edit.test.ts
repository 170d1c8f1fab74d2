import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { thingInWords } from '../../../server/domain/builder/describe-edit.ts';
import type { EditPath } from '../../../server/domain/builder/edit.ts';
import { SHIPPED_IDS, shippedFiles } from './shipped-files.ts';

function pathsOf(data: unknown, path: EditPath = []): EditPath[] {
  if (typeof data !== 'object' || data === null) return [path];
  const entries: [string | number, unknown][] = Array.isArray(data)
    ? [...data.entries()]
    : Object.entries(data);
  return [path, ...entries.flatMap(([step, value]) => pathsOf(value, [...path, step]))];
}

it('no place of any shipped definition is called by its key', () => {
  const keys = SHIPPED_IDS.flatMap((id) => {
    const data = parse(shippedFiles(id)['definition.yaml'] ?? '');
    const names = pathsOf(data)
      .slice(1)
      .map((path) => thingInWords(data, path));
    return names.flatMap((name) => /「[a-z_]+」/.exec(name) ?? []);
  });
  expect([...new Set(keys)]).toEqual([]);
});

it('what has a name of its own is called by it', () => {
  expect(thingInWords({}, ['start', 'who'])).toBe('はじめの説明の「だれの手続きか」');
  expect(thingInWords({}, ['fee', 'revenue_item'])).toBe('手数料の歳入科目');
  const fee = { fee: { lines: [{ label: '使用料', yen: 1 }] } };
  expect(thingInWords(fee, ['fee', 'lines', 0, 'yen'])).toBe('手数料の行『使用料』の金額');
});
