import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeJourney } from '../../../server/domain/procedures/journey.ts';
import { compileGood, TODAY } from '../procedures/sample-town.ts';
import { codes } from './gate-town.ts';

const examples = 'examples: { one: { answers: {}, expect: { errors: {} } } }\n';
const pages = (rest: string) => `pages:
  - id: start_page
    title: はじめに
    fields:
      who: { type: choice, label: だれの申請ですか, options: { self: 本人, agent: 代理人 } }
      chip: { type: yes_no, label: チップはありますか }
      dogs_kept: { type: number, label: 何頭いますか, min: 0, max: 9 }
      extra: { type: choices, label: ほかに要るもの, required: false, options: { tag: 済票, book: 手帳 } }
${rest}${examples}`;

const NEVER: readonly (readonly [what: string, definition: string, code: string])[] = [
  [
    'a page whose condition contradicts itself',
    pages(
      `  - { id: never, title: 来ないページ, when: who == "self" && who == "agent", fields: {} , notes: { n: { text: 文 } } }\n`,
    ),
    'error reachability.page pages.never.when',
  ],
  [
    'a page behind an end that its own condition asks for',
    pages(`    end_if: { is_agent: 窓口に来てください。 }
  - { id: never, title: 代理人のページ, when: is_agent, notes: { n: { text: 文 } }, fields: {} }
conditions: { is_agent: who == "agent" }\n`),
    'error reachability.ended pages.never.id',
  ],
  [
    'a question that leans on an answer which hides it',
    pages(`      note: { type: text, label: メモの内容, when: '!chip' }
      more: { type: yes_no, label: メモを見ましたか, when: '!chip' }
      last: { type: text, label: 見た人, when: more && chip }\n`),
    'error reachability.field pages.start_page.fields.last.when',
  ],
  [
    'a number beyond its bounds',
    pages(`      many: { type: text, label: 理由, when: dogs_kept > 9 }\n`),
    'error reachability.field pages.start_page.fields.many.when',
  ],
  [
    'an option that no answers offer',
    pages(
      `      how: { type: choice, label: 受け取り方, options: { post: 郵送, desk: { text: 窓口, when: "chip && !chip" } } }\n`,
    ),
    'warning reachability.option pages.start_page.fields.how.options.desk.when',
  ],
  [
    'a question for those who have left a required choice empty',
    pages(
      `  - { id: two, title: 次のページ, fields: { empty: { type: text, label: 理由, when: who == "" } } }\n`,
    ),
    'error reachability.field pages.two.fields.empty.when',
  ],
];

describe('what no answers can reach', () => {
  it.each(NEVER)('is found: %s', async (_, definition, code) => {
    expect((await codes(definition)).filter((one) => one.includes('reachability'))).toEqual([code]);
  });

  it('is told once where it is a constant', async () => {
    const found = await codes(pages(`      no: { type: text, label: 理由, when: false }\n`));
    expect(found).toEqual(['error reachability.unreachable_field pages.start_page.fields.no.when']);
  });

  it('is nothing where it only looks so', async () => {
    const body = pages(`      a: { type: text, label: 理由, when: chip && dogs_kept > 8 }
      b: { type: text, label: 訳, when: '"tag" in extra && !("book" in extra)' }
      c: { type: text, label: 説明, when: town.microchip_special && !chip }
      d: { type: text, label: 期限, when: who != "self" && today > "2030-01-01" }
      e: { type: text, label: 場合, when: who == "self" ? chip : dogs_kept == 0 }\n`);
    expect((await codes(body)).filter((one) => one.includes('reachability'))).toEqual([]);
  });
});

/** Conditions over the three answers, in the ways that people write them. */
const condition = fc.letrec<{ any: string }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('chip', '!chip', 'who == "self"', 'who != "agent"', 'who in ["agent"]'),
    fc.integer({ min: -1, max: 10 }).map((n) => `dogs_kept > ${n}`),
    fc.integer({ min: -1, max: 10 }).map((n) => `${n} >= dogs_kept`),
    fc
      .tuple(tie('any'), fc.constantFrom('&&', '||'), tie('any'))
      .map(([a, op, b]) => `(${a} ${op} ${b})`),
    tie('any').map((a) => `!(${a})`),
  ),
})).any;

it('is never something that answers do reach, and nothing else', async () => {
  const everybody = ['self', 'agent'].flatMap((who) =>
    [true, false].flatMap((chip) =>
      Array.from({ length: 10 }, (_, dogs) => ({ who, chip, dogs_kept: dogs })),
    ),
  );
  await fc.assert(
    fc.asyncProperty(condition, condition, async (first, second) => {
      const definition = pages(`    end_if: { over: 終わりです。 }
  - { id: two, title: 次のページ, when: '${second}', fields: { note: { type: text, label: 理由, required: false } } }
conditions: { over: '${first}' }\n`);
      const procedure = compileGood(definition);
      const isReached = everybody.some((answers) =>
        computeJourney(procedure, answers, { today: TODAY }).reached.some(
          ({ page }) => page.id === 'two',
        ),
      );
      const found = await codes(definition);
      expect(found.some((one) => /reachability\.(page|ended) /.test(one))).toBe(!isReached);
    }),
    { numRuns: 60 },
  );
});
