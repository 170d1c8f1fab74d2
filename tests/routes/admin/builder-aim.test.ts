import { expect, it } from 'vitest';
import { aimOf } from '../../../server/routes/admin/builder-aim.ts';
import { input } from '../../../server/routes/admin/builder-input.ts';
import type { BuilderScreen } from '../../../server/routes/admin/builder-screen.ts';

const tree = {
  basis: '条例',
  fee: {
    when: 'none',
    lines: [
      { item: 'one', yen: 1 },
      { item: 'two', yen: 2 },
    ],
  },
};
const line = (at: number) => ({
  id: `line-${at}`,
  heading: '料金',
  path: ['fee', 'lines', at],
  inputs: [input.text('label', '名前'), input.text('yen', '金額')],
});
const screen = {
  blocks: [
    { list: { heading: '例', empty: '', entries: [{ id: 'two_dogs' }] } },
    {
      forms: [
        line(0),
        line(1),
        { ...line(2), id: 'new', path: ['fee', 'lines'], make: () => ({ edits: [] }) },
        { id: 'paying', heading: '払い方', path: [], inputs: [input.text('fee.when', 'いつ')] },
        {
          id: 'type',
          heading: '答え方を変える',
          path: ['pages', 0, 'fields', 'a'],
          inputs: [input.text('type', '新しい答え方')],
          make: () => ({ edits: [] }),
        },
        { id: 'place', heading: '根拠', path: [], inputs: [input.text('basis', '根拠')] },
      ],
    },
  ],
} as unknown as BuilderScreen;

it.each([
  ['fee.lines.two.yen', { form: 'line-1', input: 'yen' }],
  ['fee.lines.1', { form: 'line-1', input: 'label' }],
  ['fee.lines.two', { form: 'line-1', input: 'label' }],
  ['fee.when', { form: 'paying', input: 'fee.when' }],
  ['basis', { form: 'place', input: 'basis' }],
  ['examples.two_dogs.expect.fee', { entry: 'two_dogs' }],
  ['pages.0.fields.a.type', { form: 'type', input: 'type' }],
  ['pages.0.fields.a', undefined],
  ['pages.0.fields.b.type', undefined],
  ['fee.lines.9.yen', undefined],
  ['retention', undefined],
  ['fee.lines.gone', undefined],
])('a finding about %s opens where that is mended', (place, aim) => {
  expect(aimOf(tree, screen, place)).toEqual(aim);
});
