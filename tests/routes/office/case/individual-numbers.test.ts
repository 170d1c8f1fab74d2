import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleSubmission } from '../../../storage/samples.ts';
import { hiddenFields } from '../../../support/http-resident.ts';
import { type OfficeApp, officeApp } from '../../../support/office-app.ts';
import { procedureOf } from '../../../support/sample-town.ts';

let site: OfficeApp;
beforeAll(async () => {
  site = await officeApp();
});
afterAll(() => site.close());

const NUMBER = '123456789018';

/** A case with an individual number, as a town with card sign-in has it. */
async function withNumber(): Promise<string> {
  const { version } = procedureOf(site.services.library, 'child-allowance');
  const submission = sampleSubmission({
    application: {
      procedureId: 'child-allowance',
      version,
      answers: { applicant_number: { individual_number: NUMBER } },
    },
  });
  await site.services.stores.applications.submit(submission);
  return submission.application.id;
}

const logged = async (id: string) => {
  const actions = { any: ['%individual_numbers%'], none: [] };
  const { entries } = await site.services.stores.audit.page({ about: [id], actions }, null, 10);
  return entries.toReversed().map(({ action, actor, detail }) => [action, actor, detail]);
};

describe('individual numbers of a case', () => {
  it('are masked until somebody says what for, and that is written down', async () => {
    const id = await withNumber();
    const url = `/office/cases/${id}`;
    const { browser, login } = await site.member({ role: 'case_worker', section: 'child' });
    const page = await browser.get(url);
    expect(page.body).toContain(`${url}/individual-numbers`);
    expect(page.body).not.toContain(NUMBER);
    const form = await browser.get(`${url}/individual-numbers`);
    expect(form.body).toContain('•••••••••018');
    expect(form.body).not.toContain(NUMBER);
    const { _csrf } = hiddenFields(form.body);
    const none = await browser.post(`${url}/individual-numbers`, { _csrf, purpose: '' });
    expect(none.statusCode).toBe(422);
    expect(none.body).not.toContain(NUMBER);
    expect(await logged(id)).toEqual([]);
    const open = await browser.post(`${url}/individual-numbers`, { _csrf, purpose: 'system' });
    expect(open.statusCode).toBe(200);
    expect(open.headers['cache-control']).toBe('no-store');
    expect(open.body).toContain(NUMBER);
    const by = `staff:${login}`;
    expect(await logged(id)).toEqual([
      ['case.individual_numbers_asked', by, { purpose: 'system' }],
      ['application.individual_numbers_opened', by, {}],
    ]);
    expect((await browser.get(`${url}/individual-numbers`)).body).not.toContain(NUMBER);
  });

  it('are not for the counter', async () => {
    const id = await withNumber();
    const { browser } = await site.member({ role: 'counter', section: 'child' });
    expect((await browser.get(`/office/cases/${id}`)).body).not.toContain('individual-numbers');
    expect((await browser.get(`/office/cases/${id}/individual-numbers`)).statusCode).toBe(403);
  });
});
