import { expect, it } from 'vitest';
import { sampleTown } from '../procedures/sample-town.ts';
import { codes, gate } from './gate-town.ts';

const form = (fields: string) =>
  `pages:\n  - { id: owner, title: 飼い主のこと, fields: { ${fields} } }\n`;
const kind = (options: string) =>
  `kind: { type: choice, label: 犬の種類, options: { ${options} } }`;
const SHIBA = form(kind('a: 柴犬, b: 秋田犬'));

const english = (a: string, b: string) => ({
  town: sampleTown(['ja', 'en']),
  files: {
    'en.yaml': `title: Dog\npages: { owner: { title: Owner } }\nfields: { kind: { label: Kind, options: { a: ${a}, b: ${b} } } }\n`,
  },
});

it('finds two answers that only a translation makes the same, and leads to it', async () => {
  const [found, ...more] = await gate(SHIBA, english('Japanese dog', 'japanese  dog'));
  expect(more).toEqual([]);
  expect(found).toMatchObject({
    level: 'warning',
    code: 'accessibility.same_option',
    place: { file: 'en.yaml', path: 'fields.kind.options.b' },
    message:
      '英語では、「犬の種類」の選択肢「柴犬」と「秋田犬」が、同じ「japanese  dog」です。どちらを選ぶのかが、わかりません。',
    mend: '英語の訳を、違いがわかる言葉にしてください。',
  });
  expect(await codes(SHIBA, english('Shiba', 'Akita'))).toEqual([]);
});

it('tells of it in Japanese alone where it begins there', async () => {
  const twice = form(kind('a: 柴犬, b: 柴犬'));
  expect(await codes(twice, english('Shiba', 'Shiba'))).toEqual([
    'warning accessibility.same_option pages.owner.fields.kind.options.b',
  ]);
});

it('says nothing where what stands below tells them apart', async () => {
  const hints = '{ text: 柴犬, hint: 小さい犬 }, b: { text: 柴犬, hint: 豆柴 }';
  expect(await codes(form(kind(`a: ${hints}`)))).toEqual([]);
});

it('says nothing of answers that are never offered together', async () => {
  const fields = (a: string, b: string) =>
    form(
      `old: { type: yes_no, label: 前にも飼いましたか }, ${kind(`a: { text: はい, when: ${a} }, b: { text: はい, when: ${b} }, c: いいえ`)}`,
    );
  const more = 'examples: { one: { answers: {}, expect: { errors: {} } } }\n';
  expect(await codes(fields('old', '"!old"') + more)).toEqual([]);
  expect(await codes(fields('old', 'old') + more)).toEqual([
    'warning accessibility.same_option pages.owner.fields.kind.options.b',
  ]);
});
