import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { todayInTokyo } from '../../../server/lib/jst-date.ts';
import { type ApplyApp, applyApp } from '../../support/apply-app.ts';
import { sentCase } from '../../support/case-desk.ts';
import { fullExample, madeUpAnswers } from '../../support/made-up-answers.ts';
import { SMALL_PNG } from '../../support/multipart.ts';

/*
 * Whoever gets 生活保護 pays nothing for large items, once the town has seen the certificate. What
 * does not hold is asked for after the review.
 */

let site: ApplyApp;
beforeAll(async () => {
  site = await applyApp();
});
afterAll(() => site.close());

async function claimed() {
  const procedure = site.services.library.procedures.get('bulky-waste')!;
  const made = madeUpAnswers(procedure, fullExample(procedure), todayInTokyo(site.clock.now()));
  const answers = { ...made, exemption: 'welfare', exemption_statement: true };
  const applicant = async () => {
    const resident = site.resident();
    const form = await resident.fill({ procedure, answers, until: 'check', locale: 'ja' });
    expect(form.page.body).toContain('免除の書類を、市が確かめます');
    return { resident, procedure, answers, ...form };
  };
  const sent = await sentCase({ ...site, applicant }, 'bulky-waste');
  await sent.staff('take-up');
  return sent;
}

const find = (id: string) => site.services.stores.applications.find(id);

describe('an exemption that needs a document', () => {
  it('counts once staff have accepted it, and nothing is given before', async () => {
    const sent = await claimed();
    const { resident, status } = sent;
    expect((await resident.get(status)).body).toContain('免除の書類を、市が確かめます');
    await expect(sent.staff('complete')).rejects.toMatchObject({ detail: { why: 'exemption' } });
    await expect(sent.staff('accept-exemption')).rejects.toMatchObject({
      detail: { why: 'proof' },
    });
    const upload = `${status}/attachments/welfare_proof`;
    const page = await resident.open(upload);
    await resident.upload(upload, page.hidden, [SMALL_PNG]);
    await sent.staff('accept-exemption');
    const told = await resident.get(status);
    expect(told.body).toContain('料金の免除が認められました');
    expect(told.body).not.toContain('免除の書類を、市が確かめます');
    await sent.staff('complete');
    expect(await find(sent.applicationId)).toMatchObject({ status: 'completed', feeYen: 0 });
  });

  it('that does not hold is a fee after the review, to be paid before the day of use', async () => {
    const sent = await claimed();
    const days = ['--line', '処理手数料=1200', '--days', '30'];
    await sent.staff('fix-fee', ...days);
    const { charges, bookings } = site.services.stores;
    const [charge] = await charges.listByApplication(sent.applicationId);
    const booking = await bookings.findByApplication(sent.applicationId);
    expect(charge).toMatchObject({ yen: 1200, state: 'open', kind: 'fee' });
    expect(todayInTokyo(charge!.payBy) < booking!.day).toBe(true);
    const pay = await sent.resident.open(`/ja/pay/${charge?.id}`);
    const gone = await sent.resident.post(pay.path, { ...pay.hidden, method: 'card' });
    expect(String(gone.headers.location)).toContain('sandbox');
    expect(await charges.find(charge!.id)).toMatchObject({ state: 'started' });
  });
});
