import { describe, expect, it } from 'vitest';
import type { Answers } from '../../../server/domain/fields/answers.ts';
import { caseTable } from '../../../server/domain/hand-over/table-lines.ts';
import { applicationRecord, flatItems } from '../../../server/domain/output/application-record.ts';
import type { Procedure } from '../../../server/domain/procedures/procedure.ts';
import { sampleSubmission } from '../../storage/samples.ts';
import { madeUpAnswers } from '../../support/made-up-answers.ts';
import { loadSampleTown } from '../../support/sample-town.ts';
import { compile, compileGood } from '../procedures/sample-town.ts';

const PAGES = `pages:
  - id: owner
    title: 飼い主
    fields:
      owner: { type: name, label: 氏名, fact: applicant.name }
      home: { type: address, label: 住所, fact: applicant.address }
      tel: { type: phone, label: 電話 }
      chip: { type: yes_no, label: 登録 }
      visit_day: { type: date, label: 日 }
      my_number: { type: individual_number, label: 個人番号, law: 番号法第9条第1項, required: false }
  - id: dogs
    title: 犬
    repeat: { of: dogs, min: 0, max: 2, summary: "{name}" }
    fields:
      name: { type: text, label: 名前 }
      breadth: { type: choice, label: 大きさ, options: { big: 大, small: 小 } }
`;

const ANSWERS: Answers = {
  owner: { family: '𠮷田', given: '花子', family_kana: 'ヨシダ', given_kana: 'ハナコ' },
  home: {
    postcode: '9990001',
    prefecture: '見本県',
    city: '見本市',
    town: '中央町',
    street: '1-2',
    building: '',
  },
  tel: '090-1234-5678',
  chip: true,
  visit_day: '2026-11-21',
  dogs: [
    { name: 'ポチ', breadth: 'big' },
    { name: 'タマ', breadth: 'small' },
  ],
};

function handed(answers: Answers = ANSWERS) {
  const { application, events } = sampleSubmission({ application: { answers, feeYen: 3000 } });
  return { application, events: events.map((event, at) => ({ ...event, seq: at + 1 })) };
}

const withOutput = (output: string) => `${PAGES}output:\n${output}`;
const findingsOf = (output: string) =>
  compile(withOutput(output)).findings.map(({ code, message }) => `${code} ${message}`);

describe('columns that a definition writes', () => {
  it('are filled from answers, facts, the application, expressions and codes, in their formats', () => {
    const procedure = compileGood(
      withOutput(`  record: { 飼い主: owner.family + owner.given }
  columns:
    - { name: 自治体コード, text: "990019" }
    - { name: 受付番号, from: number, format: digits }
    - { name: 受付日, from: received_on, format: yyyymmdd }
    - { name: 氏名, from: facts.applicant.name }
    - { name: カナ, from: facts.applicant.name.kana, format: half_width_kana }
    - { name: 住所, from: fields.home }
    - { name: 郵便番号, from: fields.home.postcode }
    - { name: 電話, from: fields.tel, format: digits }
    - { name: 登録, from: fields.chip, codes: { "yes": "1", "no": "0" } }
    - { name: 日, from: fields.visit_day, format: era_code }
    - { name: 飼い主, from: record.飼い主 }
    - { name: 頭数, value: size(dogs) }
    - { name: 手数料, from: fee }
    - { name: 状態, from: status, codes: { received: "01" } }
`),
    );
    const one = handed();
    const table = caseTable(procedure);
    expect(table.headings.slice(0, 3)).toEqual(['自治体コード', '受付番号', '受付日']);
    expect(table.lines(one)).toEqual([
      [
        '990019',
        one.application.number.replaceAll('-', ''),
        '20261121',
        '𠮷田 花子',
        'ﾖｼﾀﾞ ﾊﾅｺ',
        '見本県見本市中央町1-2',
        '9990001',
        '09012345678',
        '1',
        '5081121',
        '𠮷田花子',
        '2',
        '3000',
        '01',
      ],
    ]);
  });

  it('make a line for each row, and one for whoever has none', () => {
    const procedure = compileGood(
      withOutput(`  each: dogs
  columns:
    - { name: 番, from: row.number }
    - { name: 名前, from: row.name }
    - { name: 大きさ, from: row.breadth, codes: { big: L, small: S } }
    - { name: 大きいか, value: row.breadth == "big" }
    - { name: 飼い主, from: fields.owner.family }
`),
    );
    expect(caseTable(procedure).lines(handed())).toEqual([
      ['1', 'ポチ', 'L', 'yes', '𠮷田'],
      ['2', 'タマ', 'S', 'no', '𠮷田'],
    ]);
    const { dogs, ...without } = ANSWERS;
    expect(dogs).toHaveLength(2);
    expect(caseTable(procedure).lines(handed(without))).toEqual([['', '', '', 'no', '𠮷田']]);
  });

  it.each([
    ['each: cats', 'unknown_name'],
    ['columns: [{ name: a, from: fields.onwer }]', 'unknown_name'],
    ['columns: [{ name: a, from: fields.owner.nickname }]', 'wrong_value'],
    ['columns: [{ name: a, from: facts.applicant.nmae }]', 'unknown_name'],
    ['columns: [{ name: a, from: row.name }]', 'missing_key'],
    ['columns: [{ name: a, from: record.x }]', 'unknown_name'],
    ['columns: [{ name: a, from: recieved_on }]', 'unknown_name'],
    ['columns: [{ name: a, from: fields.my_number }]', 'wrong_value'],
    ['columns: [{ name: a, value: dogs + 1 }]', 'cel_type'],
    ['columns: [{ name: a, from: fee, text: "0" }]', 'missing_key'],
    ['columns: [{ name: a }]', 'missing_key'],
    ['columns: [{ name: a, from: fee, format: roman }]', 'wrong_value'],
  ])('are told when they are wrong: %s', (output, code) => {
    expect(findingsOf(`  ${output}\n`)).toEqual([expect.stringContaining(`${code} `)]);
  });
});

describe('the default table', () => {
  it('has what every case has, then each answer by its id; never an individual number', () => {
    const table = caseTable(compileGood(PAGES));
    expect(table.headings.slice(0, 6)).toEqual([
      '受付番号',
      '手続',
      '状態',
      '提出日時',
      '受付日時',
      '手数料',
    ]);
    expect(table.headings).toContain('dogs.2.breadth');
    expect(table.headings).toContain('owner.family_kana');
    expect(table.headings.join()).not.toContain('my_number');
  });

  it('re-read, equals the data record of every procedure that was filled in', async () => {
    const { procedures } = await loadSampleTown();
    for (const procedure of procedures.values()) {
      for (const { today, name } of procedure.examples.slice(0, 3)) {
        expectSame(procedure, madeUpAnswers(procedure, name, today));
      }
    }
  });
});

function expectSame(procedure: Procedure, answers: Answers): void {
  if (procedure.output.columns.length > 0) return;
  const one = handed(answers);
  const { headings, lines } = caseTable(procedure);
  const [line = []] = lines(one);
  const read = Object.fromEntries(
    headings
      .map((name, at) => [name, line[at] as string])
      .slice(6)
      .filter(([, cell]) => cell !== ''),
  );
  const { items } = applicationRecord(procedure, one.application, one.events);
  const words: Readonly<Record<string, string>> = { true: 'yes', false: 'no' };
  const expected = Object.fromEntries(
    Object.entries(items).flatMap(([name, value]) => {
      const whole = typeof value === 'object' && headings.includes(name) && Array.isArray(value);
      const simple = whole && (value as unknown[]).every((part) => typeof part !== 'object');
      if (whole && !simple) return [[name, JSON.stringify(value)]];
      return flatItems({ [name]: value }).map(([key, text]) => [key, words[text] ?? text]);
    }),
  );
  const kept = Object.entries(expected).filter(([, text]) => text !== '');
  expect([procedure.id, read]).toEqual([procedure.id, Object.fromEntries(kept)]);
}
