import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RawInput } from '../../server/domain/fields/answers.ts';
import { fieldType } from '../../server/domain/fields/registry.ts';
import type { Page } from '../../server/domain/procedures/procedure.ts';
import { type ApplyApp, applyApp } from '../support/apply-app.ts';
import { fullExample, madeUpAnswers } from '../support/made-up-answers.ts';
import { loadSampleTown } from '../support/sample-town.ts';

const library = await loadSampleTown();

/** Words that have broken forms before, and anything else. */
const nasty = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '0',
    '-1',
    '1e309',
    '999999999999999999999',
    'null',
    '__proto__',
    'constructor',
    '<script>alert(1)</script>',
    "' or 1=1 --",
    '{漢字|かんじ}',
    '\u0000',
    '\u202e',
    '𠮷'.repeat(300),
    '１２３',
    '2026-02-30',
    'yes',
    'true',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
const value = fc.oneof({ weight: 4, arbitrary: nasty }, fc.array(nasty, { maxLength: 3 }));

/** Names of the page's own inputs, some that it does not have, and some that mean something. */
function inputNames(page: Page): readonly string[] {
  const own = page.fields.flatMap((field) =>
    field.rows
      ? field.rows.fields.flatMap((inner) => [0, 1].map((row) => `${field.id}.${row}.${inner.id}`))
      : fieldType(field.type).inputs(field),
  );
  const parts = page.fields.flatMap(({ id }) => [`${id}.x`, `${id}.0.x`, `${id}.count`]);
  return [...own, ...parts, '__proto__', 'constructor', 'shown', 'from', 'row'];
}

const INTENTS = [
  'next',
  'add',
  'postcode:x',
  'search:x',
  'add_row:x',
  'remove_row:x.9',
  'language:xx',
  'leave2',
  '',
];
const RUNS = 6;

describe('whatever is sent to a page', () => {
  let site: ApplyApp;
  beforeAll(async () => {
    site = await applyApp();
  });
  afterAll(() => site.close());

  it.each([...library.procedures.values()].map((procedure) => [procedure.id, procedure] as const))(
    '%s answers 303, 422 or a named error, and goes on',
    async (_, procedure) => {
      const example = fullExample(procedure);
      const today = procedure.examples.find(({ name }) => name === example)?.today ?? '2026-11-21';
      site.clock.set(`${today}T10:00:00+09:00`);
      const resident = site.resident();
      const answers = madeUpAnswers(procedure, example, today);
      const check = await resident.fill({
        procedure,
        answers,
        until: 'check',
        locale: 'ja',
        async onForm(form, page) {
          const names = inputNames(page);
          const body = fc.record({
            raw: fc.dictionary(fc.constantFrom(...names), value, { maxKeys: names.length }),
            intent: fc.constantFrom(...INTENTS),
          });
          for (const { raw, intent } of fc.sample(body, { numRuns: RUNS, seed: names.length })) {
            // A stale revision: nothing that is sent here may change what was saved before.
            const sent: RawInput = { ...raw, ...form.hidden, revision: '999', intent };
            const reply = await resident.post(form.path, sent);
            const what = `${form.path} ${JSON.stringify({ raw, intent })}`;
            expect(reply.statusCode, what).toBeLessThan(500);
            const isPage = reply.statusCode === 303 || reply.body.includes('<main');
            expect(isPage, what).toBe(true);
            expect([200, 303, 403, 404, 409, 422], what).toContain(reply.statusCode);
          }
        },
      });
      expect(check.path).toMatch(/\/check$/);
    },
  );
});
