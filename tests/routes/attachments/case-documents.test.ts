import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkIdentity } from '../../../server/domain/cases/check-identity.ts';
import { decideApplication } from '../../../server/domain/cases/decide-application.ts';
import { receivePaper } from '../../../server/domain/cases/receive-papers.ts';
import { takeUpApplication } from '../../../server/domain/cases/take-up-application.ts';
import { type ApplyApp, applyApp } from '../../support/apply-app.ts';
import { hiddenFields } from '../../support/http-resident.ts';
import { SMALL_PDF, SMALL_PNG } from '../../support/multipart.ts';

let site: ApplyApp;
beforeAll(async () => {
  site = await applyApp();
});
afterAll(() => site.close());

/** An application that was sent without what may follow. */
async function sent() {
  const { resident, procedure, hidden } = await site.applicant('care-equipment');
  const check = '/ja/apply/care-equipment/check';
  const done = await resident.post(check, { ...hidden, intent: 'submit' });
  const id = String(done.headers.location).split('/').at(-1) ?? '';
  const status = `/ja/status/${id}`;
  const page = `${status}/attachments/plan`;
  const form = async () => hiddenFields((await resident.get(page)).body);
  return { resident, procedure, id, status, page, form };
}

describe('documents after the application', () => {
  it('are asked for on the status page, handed in there, and stand in the timeline', async () => {
    const { resident, id, status, page, form } = await sent();
    const before = await resident.get(status);
    // Once: among the things to do, not in the list of documents as well.
    expect(before.body.split(`href="${page}"`)).toHaveLength(2);
    expect(before.body).toContain('写真やファイルを送る');
    expect(before.body).not.toContain('まだ（あとで出せます）');
    const fields = await form();
    const twice = await Promise.all([1, 2].map(() => resident.upload(page, fields, [SMALL_PDF])));
    expect(twice.map((reply) => reply.headers.location)).toEqual([
      `${page}?added=1`,
      `${page}?added=1`,
    ]);
    const events = await site.services.stores.applications.events(id);
    expect(events.filter(({ type }) => type === 'attachment_added')).toMatchObject([
      { actor: 'resident', detail: { attachment: 'plan' } },
    ]);
    const after = await resident.get(status);
    expect(after.body).toContain('書類の写真を受け取りました');
    const file =
      new RegExp(`href="(${page}/[0-9a-f-]{36})"`).exec((await resident.get(page)).body)?.[1] ?? '';
    expect((await resident.get(file)).headers['content-type']).toBe('application/pdf');
    expect((await site.resident().get(file)).statusCode).toBe(403);
    // What was handed in is not taken away any more.
    expect((await resident.post(`${file}/remove`, fields)).statusCode).toBe(404);
    expect((await resident.upload(page, fields, [SMALL_PNG])).statusCode).toBe(303);
  });

  it('are refused without a grant, without a token, and after the decision', async () => {
    const { resident, procedure, id, page, form } = await sent();
    const fields = await form();
    const stranger = site.resident();
    expect((await stranger.upload(page, fields, [SMALL_PDF])).statusCode).toBe(403);
    expect((await resident.upload(page, {}, [SMALL_PDF])).statusCode).toBe(403);
    expect((await resident.upload(page, fields, [])).statusCode).toBe(422);
    const plain = await resident.post(page, fields);
    expect(plain.statusCode).toBe(403);
    const { stores, clock } = site.services;
    const staff = { applicationId: id, by: 'staff:cli' as const };
    await takeUpApplication(stores, clock, staff);
    await checkIdentity(stores, clock, { ...staff, procedure, how: 'phone' });
    await decideApplication(stores, clock, { ...staff, procedure, decision: 'granted' });
    const late = await resident.upload(page, fields, [SMALL_PDF]);
    expect(late.statusCode).toBe(409);
    expect(await stores.attachments.listFor(id)).toHaveLength(1);
    expect((await resident.get(page)).body).not.toContain('type="file"');
  });

  it('say it when they have come on paper', async () => {
    const { resident, procedure, id, status } = await sent();
    const { stores, clock } = site.services;
    await receivePaper(stores, clock, {
      procedure,
      applicationId: id,
      by: 'staff:cli',
      attachment: 'plan',
    });
    const { body } = await resident.get(status);
    expect(body).toContain('<dd>受け取りました</dd>');
    expect(body).not.toContain(`${status}/attachments/plan`);
  });
});
