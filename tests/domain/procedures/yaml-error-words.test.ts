import { expect, it } from 'vitest';
import { readSource } from '../../../server/domain/procedures/source-file.ts';

it.each([
  ['pages:\n  - { id: x\n  - id: y\n', 2, '閉じていない'],
  ['a:\n  b: 1\n c: 2\n', 3, '字下げ'],
  ['a: "x\n', 1, '足りません'],
  ['a: [1, 2\n', 1, ''],
  ['a: b: c\n', 1, '値として読めません'],
  ['a:\n\tb: 1\n', 2, 'タブ'],
  ['a: @x\n', 1, '引用符なし'],
  ['a: "\\q"\n', 1, '「\\」'],
  ['a: "x" y\n', 1, '置けない文字'],
  ['a: 1\nb\n', 2, 'コロン'],
  ['a: 1\n---\nb: 2\n', 2, '「---」'],
  ['when: !chip\n', 1, '「!」'],
])('%j is told once, on its line, in Japanese', (text, line, words) => {
  const { findings } = readSource('definition.yaml', text);
  const [first] = findings;
  expect(findings.map((one) => one.line).filter((one) => one === first?.line)).toHaveLength(1);
  expect([first?.code, first?.message]).toEqual(['yaml', expect.stringContaining(words)]);
  expect(Math.abs((first?.line ?? 0) - line)).toBeLessThanOrEqual(1);
  expect(first?.message.replace('YAML', '')).not.toMatch(/[A-Za-z]{3}/);
});
