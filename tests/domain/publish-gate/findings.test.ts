import { describe, expect, it } from 'vitest';
import { sampleTown } from '../procedures/sample-town.ts';
import { codes, gate } from './gate-town.ts';

const EXAMPLE = 'examples: { one: { answers: {}, expect: { errors: {} } } }\n';
const page = (fields: string, more = '') =>
  `pages:\n  - { id: owner, title: 飼い主のこと, fields: { ${fields} } ${more} }\n`;
const GOOD = page('dog: { type: text, label: 犬の名前 }');
const fee = (lines: string, said = '1頭 3,000円') =>
  `${said && `start: { fee: "${said}" }\n`}fee: { when: with_application, ${lines} }\n${EXAMPLE}`;
const LINE = 'lines: [{ item: r, label: 登録, yen: amounts.dog_registration }]';

/** [what is wrong, definition after the head, what is found, lines of the head] */
const FOUND: readonly [string, string, string, Record<string, string>?][] = [
  ['a law that nobody has looked up', GOOD, 'error basis.open basis', { basis: '未定' }],
  ['a basis without any law', GOOD, 'warning basis.no_law basis', { basis: '昔からの決まり' }],
  [
    'nothing of how long it is kept',
    GOOD,
    'warning basis.no_retention retention',
    { retention: '' },
  ],
  [
    'a condition that nobody has tried',
    page('a: { type: yes_no, label: 犬はいますか }, b: { type: text, label: 犬の名前, when: a }'),
    'warning examples.none examples',
  ],
  [
    'an example that fails',
    `${GOOD}examples: { one: { answers: {}, expect: { fee: 5 } } }\n`,
    'error examples.example_failed examples.one.expect.fee',
  ],
  ['a fee that is called free', GOOD + fee(LINE, ''), 'error fees.said_free start.fee'],
  ['a fee of nothing', GOOD + fee('lines: []'), 'warning fees.no_lines fee'],
  [
    'a fee without a first day',
    GOOD + fee('lines: [{ item: r, label: 登録, yen: 3000 }]'),
    'warning fees.no_date fee.lines.r.yen',
  ],
  [
    'an amount of long ago in the text',
    GOOD + fee(LINE, '1頭 2,500円'),
    'warning fees.old_text start.fee',
  ],
  [
    'an exemption that nobody proves',
    page('poor: { type: yes_no, label: 生活保護を受けていますか }') +
      fee(`exempt_when: poor, ${LINE}`),
    'warning fees.exempt_without_proof fee.exempt_when',
  ],
  [
    'a price in words only',
    `${GOOD}start: { fee: "1頭 3,000円です。" }\n`,
    'warning fees.text_only start.fee',
  ],
  [
    'a window that is over',
    `${GOOD}window: { from: 2026-01-05, to: 2026-03-31 }\n`,
    'warning fees.window_over window.to',
  ],
  [
    'a reminder of no day',
    `${GOOD}notices: { reminder: { of: today, days_before: 1, text: 明日です。 } }\n`,
    'warning fees.reminder_without_day notices.reminder.of',
  ],
  [
    'a label that stands for one',
    page('dog: { type: text, label: 新しい質問2 }'),
    'error accessibility.placeholder pages.owner.fields.dog.label',
  ],
  [
    'a place on the screen',
    page('dog: { type: text, label: 犬の名前, hint: 右の欄に書いてください。 }'),
    'warning accessibility.position pages.owner.fields.dog.hint',
  ],
  [
    'a colour',
    page('dog: { type: text, label: 犬の名前, hint: 赤い字のところを見てください。 }'),
    'warning accessibility.colour pages.owner.fields.dog.hint',
  ],
  [
    'words of paper',
    page('dog: { type: text, label: 犬の名前, hint: 当てはまるものを○で囲んでください。 }'),
    'warning accessibility.paper_words pages.owner.fields.dog.hint',
  ],
  [
    'a link to anywhere',
    page('dog: { type: text, label: 犬の名前, hint: 詳しくはこちら }'),
    'warning accessibility.link_text pages.owner.fields.dog.hint',
  ],
  [
    'wide digits',
    page('dog: { type: text, label: 犬の名前, hint: ２０２６年の犬 }'),
    'warning accessibility.full_width pages.owner.fields.dog.hint',
  ],
  [
    'a word pulled apart',
    page('dog: { type: text, label: 犬　名 }'),
    'warning accessibility.spaced_word pages.owner.fields.dog.label',
  ],
  [
    'a telephone number as free text',
    page('tel: { type: text, label: 飼い主の電話番号 }'),
    'warning accessibility.better_type pages.owner.fields.tel.type',
  ],
  [
    'an individual number as free text',
    page('my: { type: text, label: マイナンバー（個人番号）, hint: 12けた }'),
    'error accessibility.individual_number pages.owner.fields.my.type',
  ],
  [
    'a number of what',
    page('big: { type: number, label: 犬の大きさ }'),
    'warning accessibility.no_unit pages.owner.fields.big.unit',
  ],
  [
    'a number from nowhere',
    page('no: { type: text, label: お客様番号 }'),
    'warning accessibility.no_hint pages.owner.fields.no.hint',
  ],
  [
    'one answer twice',
    page('kind: { type: choice, label: 犬の種類, options: { a: 柴犬, b: 柴犬 } }'),
    'warning accessibility.same_option pages.owner.fields.kind.options.b',
  ],
  [
    'a choice of one',
    page('kind: { type: choice, label: 犬の種類, options: { a: 柴犬 } }'),
    'warning accessibility.one_option pages.owner.fields.kind.options',
  ],
  [
    'one question twice on a page',
    page('a: { type: phone, label: 電話 }, b: { type: phone, label: 電話 }'),
    'warning accessibility.same_label pages.owner.fields.b.label',
  ],
  [
    'two pages with one heading',
    `${GOOD}  - { id: two, title: 飼い主のこと, fields: { x: { type: text, label: 犬の色 } } }\n`,
    'warning accessibility.same_heading pages.two.title',
  ],
  [
    'a page of eleven questions',
    page(
      Array.from({ length: 11 }, (_, n) => `q${n}: { type: text, label: 犬${n}の名前 }`).join(', '),
    ),
    'warning accessibility.too_many_questions pages.owner.title',
  ],
  [
    'a question without a name',
    page('dog: { type: text }'),
    'error translations.no_label pages.owner.fields.dog.label',
  ],
  [
    'a wrong name, by the page’s id',
    page('size: { type: text, label: 犬の大きさ }'),
    'error structure.reserved_id pages.owner.fields.size',
  ],
  ['a file that is no YAML', 'pages: [', 'error structure.yaml line 11'],
];

/** What looks like one of them and is right. */
const RIGHT: readonly (readonly [string, string])[] = [
  [
    'the red collar of a dog, its left leg',
    page('mark: { type: text, label: 特徴, hint: 例：赤い首輪、右の耳が折れている }'),
  ],
  [
    'two questions of one name, never both',
    page(
      'a: { type: yes_no, label: 会社ですか }, b: { type: text, label: 犬の呼び名, when: a }, c: { type: text, label: 犬の呼び名, when: "!a" }',
    ) + EXAMPLE,
  ],
  ['a whole name with a space', page('dog: { type: text, label: 犬の名前, hint: 例：見本 花子 }')],
  ['the number of a paper that is named', page('no: { type: text, label: 在留カードの番号 }')],
  [
    'an age, a count',
    page('n: { type: number, label: 犬は何頭いますか }, m: { type: number, label: 飼い主の年齢 }'),
  ],
  ['acronyms', page('dog: { type: text, label: 犬の名前, hint: PDF、JPEG、LINE で送れます。 }')],
  ['a fee with its amount and its text', GOOD + fee(LINE)],
  ['a free procedure', `${GOOD}start: { fee: 無料です。窓口では300円です。 }\n`],
  ['a window of every year', `${GOOD}window: { yearly: { from: "06-01", to: "06-30" } }\n`],
  [
    '「テスト」 as an answer',
    page('why: { type: choice, label: 犬を飼う理由, options: { test: テスト, other: ほか } }'),
  ],
];

describe('the gate', () => {
  it.each(FOUND)('finds %s', async (_what, body, code, head = {}) => {
    expect(await codes(body, { head })).toEqual([code]);
  });

  it.each(RIGHT)('says nothing of %s', async (_, body) => {
    expect(await codes(body)).toEqual([]);
  });

  it('says what is wrong and how it is mended, errors first', async () => {
    const found = await gate(page('tel: { type: text, label: 電話番号 }'), {
      head: { basis: '未定' },
    });
    expect(found.map(({ level }) => level)).toEqual(['error', 'warning']);
    for (const { message, mend } of found) expect(`${message}${mend}`).toMatch(/。$|」。$/);
  });

  it('says that an amount rises soon, while the text has the old one only', async () => {
    const soon = sampleTown();
    const amounts = [
      {
        name: 'dog_registration',
        values: [
          { from: '2000-04-01', value: 3000 },
          { from: '2027-01-01', value: 3500 },
        ],
      },
    ];
    const town = { ...soon, amounts };
    expect(await codes(GOOD + fee(LINE), { town })).toEqual(['warning fees.ends_soon start.fee']);
    expect(await codes(GOOD + fee(LINE, '3,000円（来年から3,500円）'), { town })).toEqual([]);
  });
});
