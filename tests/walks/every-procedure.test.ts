import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Procedure } from '../../server/domain/procedures/procedure.ts';
import { type ApplyApp, applyApp } from '../support/apply-app.ts';
import type { InjectedResident, OpenForm } from '../support/injected-resident.ts';
import { fullExample, madeUpAnswers } from '../support/made-up-answers.ts';
import { loadSampleTown } from '../support/sample-town.ts';
import { WRONG_TYPES, wrongInput } from '../support/wrong-input.ts';

const library = await loadSampleTown();
const { languages } = library.municipality;
const procedures = [...library.procedures.values()];

/** The words of an error summary in each language's own file. */
const hasSummary = (body: string) => body.includes('error-summary');

describe.each(languages)('every procedure over HTTP, in %s', (locale) => {
  let site: ApplyApp;
  const tried = new Set<string>();
  beforeAll(async () => {
    site = await applyApp();
  });
  afterAll(() => site.close());

  /** Once for each kind of question: a wrong answer is told beside it, and what was typed is kept. */
  async function answerWrongly(
    resident: InjectedResident,
    form: OpenForm,
    fields: Procedure['pages'][number]['fields'],
  ) {
    for (const field of fields) {
      if (tried.has(field.type) || field.when) continue;
      const wrong = wrongInput(field, form.wishes);
      if (wrong === undefined) continue;
      tried.add(field.type);
      const reply = await resident.post(form.path, { ...form.hidden, ...wrong, intent: 'next' });
      expect(reply.statusCode, `${form.path} ${field.id}`).toBe(422);
      expect(hasSummary(reply.body), `${form.path} ${field.id}`).toBe(true);
    }
  }

  it.each(procedures.map((procedure) => [procedure.id, procedure] as const))(
    '%s is completed from the start page to the receipt',
    async (_, procedure) => {
      const example = fullExample(procedure);
      const today = procedure.examples.find(({ name }) => name === example)?.today ?? '2026-11-21';
      site.clock.set(`${today}T10:00:00+09:00`);
      const answers = madeUpAnswers(procedure, example, today);
      const resident = site.resident();
      const check = await resident.fill({
        procedure,
        answers,
        until: 'check',
        locale,
        onForm: (form, page) => answerWrongly(resident, form, page.fields),
      });
      expect(check.path).toMatch(/\/check$/);
      const sent = await resident.post(check.path, { ...check.hidden, intent: 'submit' });
      expect(sent.statusCode, sent.body.slice(0, 500)).toBe(303);
      const to = String(sent.headers['location']);
      expect(to).toMatch(/\/(done|pay)\//);
      expect((await resident.get(to)).statusCode).toBe(200);
    },
  );

  it('has met a wrong answer of every kind of question', () => {
    const always = procedures.flatMap((p) => [...p.fields.values()].filter(({ when }) => !when));
    const asked = new Set(always.map(({ type }) => type));
    const missed = WRONG_TYPES.filter((type) => asked.has(type) && !tried.has(type));
    expect(missed).toEqual([]);
  });
});
