import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answers } from '../../../server/domain/fields/answers.ts';
import { toRawPage } from '../../../server/domain/fields/to-raw-page.ts';
import { type ApplyApp, applyApp } from '../../support/apply-app.ts';
import { sentCase } from '../../support/case-desk.ts';
import { documentsAskedFor, SMALL_PNG } from '../../support/multipart.ts';

let site: ApplyApp;
beforeAll(async () => {
  site = await applyApp();
});
afterAll(() => site.close());

type Sent = Awaited<ReturnType<typeof sentCase>>;

async function approved(): Promise<Sent> {
  const sent = await sentCase(site, 'care-home-modification');
  await sent.staff('take-up');
  await sent.staff('approve', '--by', 'manager');
  return sent;
}

/** Fills in the pages of the report, hands in its documents, and stands on the check page. */
async function reported(sent: Sent) {
  const { resident, procedure, applicationId } = sent;
  const application = await site.services.stores.applications.find(applicationId);
  const report: Answers = {
    started_on: '2026-11-01',
    finished_on: '2026-11-02',
    paid_on: '2026-11-03',
    paid_yen: application?.answers['quote_yen'] as number,
    account_owner: 'own',
    account: { use: 'registered' },
  };
  let at = await sent.begin(resident, 'phase/report');
  for (const page of procedure.phases[0]?.pages ?? []) {
    expect(at.path).toBe(`${sent.status}/phase/report/${page.id}`);
    const typed = { ...at.hidden, ...toRawPage(page.fields, report), intent: 'next' };
    const reply = await resident.post(at.path, typed);
    expect(reply.statusCode, reply.body.match(/field__error">([^<]+)/)?.[1]).toBe(303);
    at = await resident.follow(reply, at.path);
  }
  expect(at.path).toBe(`${sent.status}/phase/report/attachments`);
  const asked = await resident.post(at.path, { ...at.hidden, intent: 'next' });
  expect(asked.statusCode).toBe(422);
  for (const path of documentsAskedFor(asked.body)) {
    const page = await resident.open(path);
    await resident.upload(path, page.hidden, [SMALL_PNG]);
  }
  const next = await resident.post(at.path, { ...at.hidden, intent: 'next' });
  return { at: await resident.follow(next, at.path), report };
}

describe('a second submission', () => {
  it('is offered once it is approved, and becomes part of the case', async () => {
    const sent = await approved();
    const { resident, applicationId, status } = sent;
    const page = await resident.get(status);
    expect(page.body).toContain('工事が終わった後の届出');
    expect(page.body).toContain('工事を始められます。');
    const before = await site.services.stores.applications.find(applicationId);
    const { at, report } = await reported(sent);
    expect(at.path).toBe(`${status}/phase/report/check`);
    const reply = await resident.post(at.path, { ...at.hidden, intent: 'submit' });
    expect([reply.statusCode, reply.headers.location]).toEqual([303, status]);
    const after = await site.services.stores.applications.find(applicationId);
    expect(after).toMatchObject({
      status: 'in_review',
      answers: { ...before?.answers, ...report },
    });
    const files = await site.services.stores.attachments.listFor(applicationId);
    expect(files.map(({ key }) => key)).toEqual(
      expect.arrayContaining(['receipt', 'after_photos']),
    );
    expect((await resident.get(status)).body).not.toContain('phase/report"');
    await sent.staff('identity', '--how', 'phone');
    await sent.staff('grant');
    expect((await resident.get(status)).body).toContain('認められました');
  });

  it('keeps what it said when the application is corrected afterwards', async () => {
    const sent = await approved();
    const { resident, applicationId, status } = sent;
    const { at } = await reported(sent);
    await resident.post(at.path, { ...at.hidden, intent: 'submit' });
    const before = await site.services.stores.applications.find(applicationId);
    await sent.staff('return', '--about', 'fields.paid_on', '--reason', 'wrong');
    // Weeks later: what was right on its day is not asked again.
    site.clock.set('2027-02-01T12:00:00+09:00');
    const { applications } = site.services.stores;
    const expiresAt = new Date('2027-02-02T00:00:00+09:00');
    const sessionHash = sessionOf(sent);
    await applications.grant({ sessionHash, applicationId, expiresAt });
    const form = await sent.begin(resident, 'correction');
    expect(form.path).toBe(`${status}/correction/finished`);
    const page = sent.procedure.phases[0]?.pages[0];
    const answers = { ...before?.answers, paid_on: '2026-11-04' };
    const typed = { ...form.hidden, ...toRawPage(page?.fields ?? [], answers), intent: 'next' };
    const check = await resident.follow(await resident.post(form.path, typed), form.path);
    expect(check.path).toBe(`${status}/correction/check`);
    const reply = await resident.post(check.path, { ...check.hidden, intent: 'submit' });
    expect(reply.headers.location).toBe(status);
    const after = await site.services.stores.applications.find(applicationId);
    expect(after?.answers).toEqual(answers);
    site.clock.set('2026-11-21T12:00:00+09:00');
  });
});

/** The session that has the correction or phase, as storage knows it. */
function sessionOf({ resident }: Sent): string {
  const secret = Object.values(resident.cookies)[0] ?? '';
  return createHash('sha256').update(secret).digest('hex');
}
