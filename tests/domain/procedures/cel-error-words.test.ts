import { expect, it } from 'vitest';
import { compile } from './sample-town.ts';

const PAGE = `pages:
  - id: one
    title: 最初
    fields:
      who: { type: choice, label: だれ, options: { self: 本人, family: 家族 } }
      chip: { type: yes_no, label: チップ }
      count: { type: number, label: 数, max: 9 }
`;

it.each([
  ['３００円', '「３」は使えません'],
  ['who = "self"', '「==」と書きます'],
  ['who ==', '途中で終わっています'],
  ['(who == "self"', '「)」が足りません'],
  ['who == "self', '閉じていません'],
  ['chip && && chip', '「&&」は、ここには置けません'],
  ['who == 1', '文字 == 整数'],
  ['chip + 1', 'はい・いいえ + 整数'],
  ['-chip', '-はい・いいえ'],
  ['chip && count', 'ここは整数です'],
  ['who ? 1 : 2', '文字があります'],
  ['size(count)', 'size(整数)'],
  ['["a", 1] == ["a"]', '混ざっています'],
  ['count.x', ''],
  ['who == "\\q"', ''],
])('what is wrong with %s is said in Japanese', (expression, words) => {
  const { findings } = compile(`conditions: { a: ${JSON.stringify(expression)} }\n${PAGE}`);
  const messages = findings.map(({ message }) => message.replaceAll(expression, '…'));
  expect(messages.join()).toContain(words);
  expect(messages).toHaveLength(1);
  expect(messages.join().replace(/size|true|false/g, '')).not.toMatch(/[A-Za-z]{3}/);
});
