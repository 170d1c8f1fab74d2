import { describe, expect, it } from 'vitest';
import type { Reveal } from '../../../server/domain/procedures/procedure.ts';
import { compileGood } from './sample-town.ts';

/** The reveal of a field shown by that condition, on a page after `early`. */
function reveal(when: string): Reveal | undefined {
  const procedure = compileGood(`conditions: { abroad: where == "abroad", early_yes: early }
pages:
  - id: before
    title: 前
    fields: { early: { type: yes_no, label: 前 } }
  - id: here
    title: ここ
    fields:
      chip: { type: yes_no, label: 札 }
      where: { type: choice, label: 所, options: { here: ここ, abroad: 海外 } }
      days: { type: choices, label: 日, options: { mon: 月, tue: 火 } }
      count: { type: number, label: 数 }
      depends: { type: text, label: 出る, when: '${when}' }
`);
  return procedure.fields.get('depends')?.reveal;
}

describe('reveal', () => {
  it.each<[string, Reveal['clauses']]>([
    ['chip', [{ field: 'chip', values: ['yes'] }]],
    ['!chip', [{ field: 'chip', values: ['yes'], not: true }]],
    ['chip == true', [{ field: 'chip', values: ['yes'] }]],
    ['chip == false', [{ field: 'chip', values: ['yes'], not: true }]],
    ['where == "abroad"', [{ field: 'where', values: ['abroad'] }]],
    ['"abroad" == where', [{ field: 'where', values: ['abroad'] }]],
    ['where != "abroad"', [{ field: 'where', values: ['abroad'], not: true }]],
    ['where in ["here", "abroad"]', [{ field: 'where', values: ['here', 'abroad'] }]],
    ['!(where in ["here"])', [{ field: 'where', values: ['here'], not: true }]],
    ['where != ""', [{ field: 'where', values: ['here', 'abroad'] }]],
    ['where == ""', [{ field: 'where', values: ['here', 'abroad'], not: true }]],
    ['where in ["", "here"]', [{ field: 'where', values: ['abroad'], not: true }]],
    ['"mon" in days', [{ field: 'days', values: ['mon'] }]],
    ['abroad', [{ field: 'where', values: ['abroad'] }]],
    [
      'chip && abroad',
      [
        { field: 'chip', values: ['yes'] },
        { field: 'where', values: ['abroad'] },
      ],
    ],
  ])('gives the browser %s', (when, clauses) => {
    expect(reveal(when)).toEqual({ clauses });
  });

  it.each([
    'chip || abroad',
    'count > 2',
    'early',
    'chip && early_yes',
    '!abroad && !(chip && abroad)',
    'size(days) > 1',
  ])('leaves %s to the server', (when) => expect(reveal(when)).toBeUndefined());

  it('wants the question itself to be shown for an answer that is wanted', () => {
    const procedure = compileGood(`pages:
  - id: one
    title: 一
    fields:
      spouse: { type: yes_no, label: 一 }
      home: { type: choice, label: 二, options: { here: ここ, apart: 外 }, when: spouse }
      where: { type: text, label: 三, when: home == "apart" }
      not_apart: { type: text, label: 四, when: home != "apart" }
`);
    expect(procedure.fields.get('where')?.reveal?.clauses).toEqual([
      { field: 'spouse', values: ['yes'] },
      { field: 'home', values: ['apart'] },
    ]);
    expect(procedure.fields.get('not_apart')?.reveal?.clauses).toEqual([
      { field: 'home', values: ['apart'], not: true },
    ]);
  });

  it('follows the row’s own fields in a repeat', () => {
    const procedure = compileGood(`pages:
  - id: dogs
    title: 犬
    repeat: { of: dogs, max: 3, summary: "{name}" }
    fields:
      ok: { type: yes_no, label: 注射 }
      name: { type: text, label: 番号, when: row.ok }
`);
    expect(procedure.fields.get('dogs.name')?.reveal).toEqual({
      clauses: [{ field: 'ok', values: ['yes'] }],
    });
  });
});
