import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplyApp, applyApp } from '../../support/apply-app.ts';
import { inputsOf, sentCase } from '../../support/case-desk.ts';
import { unescaped } from '../../support/injected-resident.ts';

let site: ApplyApp;
beforeAll(async () => {
  site = await applyApp();
});
afterAll(() => site.close());

const ID = 'care-home-modification';
const RETURN = ['--about', 'fields.builder_name', '--reason', 'wrong'];

async function returned(locale = 'ja', ...args: string[]) {
  const sent = await sentCase(site, ID, locale);
  await sent.staff('take-up');
  await sent.staff(
    'return',
    ...(args.length > 0 ? args : RETURN),
    '--text',
    '会社の名前を<確かめて>ください。',
  );
  return sent;
}

describe('what was returned', () => {
  it('stands on the status page with its reasons, in the language of the reader', async () => {
    const { resident, status } = await returned('en');
    const { body } = await resident.get(status);
    expect(body).toContain('What to correct');
    expect(unescaped(body)).toContain('This does not seem to fit our records');
    expect(body).toContain('<span lang="ja">会社の名前を&lt;確かめて&gt;ください。</span>');
    expect(body).toContain(`action="${status}/correction"`);
  });

  it('is mended on its page alone, with the reason at the field, and only that changes', async () => {
    const sent = await returned();
    const { resident, applicationId } = sent;
    const before = await site.services.stores.applications.find(applicationId);
    const form = await sent.begin(resident, 'correction');
    expect(form.path).toBe(`${sent.status}/correction/builder`);
    expect(form.page.body).toContain('市役所で確かめた内容と違うようです');
    expect(form.page.body).toMatch(/aria-describedby="[^"]*builder_name-remark/);
    const other = await resident.get(`${sent.status}/correction/house`);
    expect(other.statusCode).toBe(303);
    // The rest of the page is read, not typed; what is sent for it all the same changes nothing.
    expect(form.page.body).not.toMatch(/name="(quote_yen|burden|builder_phone|work_from\.year)"/);
    expect(form.page.body).toContain('ほかの答えは、前に送ったときのままです。');
    const forged = { quote_yen: '1', burden: 'three', builder_phone: '' };
    const typed = { ...inputsOf(form.page.body), ...forged, builder_name: '株式会社なおす' };
    const check = await resident.follow(
      await resident.post(form.path, { ...form.hidden, ...typed, intent: 'next' }),
      form.path,
    );
    expect(check.path).toBe(`${sent.status}/correction/check`);
    expect(check.page.body.match(/変更しました/g)).toHaveLength(1);
    expect(check.page.body).toContain('株式会社なおす');
    const done = await resident.post(check.path, { ...check.hidden, intent: 'submit' });
    expect([done.statusCode, done.headers.location]).toEqual([303, sent.status]);
    const after = await site.services.stores.applications.find(applicationId);
    expect(after).toMatchObject({ status: 'in_review' });
    expect(after?.answers).toEqual({ ...before?.answers, builder_name: '株式会社なおす' });
    // Pressed twice: the same answer, nothing sent again.
    const again = await resident.post(check.path, { ...check.hidden, intent: 'submit' });
    expect([again.statusCode, again.headers.location]).toEqual([303, sent.status]);
    expect((await site.services.stores.cases.submissions(applicationId)).length).toBe(2);
  });

  it('offers the pages that a new answer brings up, too', async () => {
    const sent = await returned('ja', '--about', 'fields.owner', '--reason', 'wrong');
    const form = await sent.begin(sent.resident, 'correction');
    expect(form.path).toMatch(/correction\/house$/);
    const typed = { ...inputsOf(form.page.body), owner: 'other', owner_name: '' };
    const missing = await sent.resident.post(form.path, {
      ...form.hidden,
      ...typed,
      intent: 'next',
    });
    expect(missing.statusCode).toBe(422);
  });

  it('opens what does not fit any more with what was returned', async () => {
    const sent = await returned('ja', '--about', 'fields.work_from', '--reason', 'wrong');
    const form = await sent.begin(sent.resident, 'correction');
    expect(form.page.body).not.toContain('name="work_to.year"');
    const day = (field: string, month: number) => ({
      [`${field}.era`]: 'ad',
      [`${field}.year`]: '2027',
      [`${field}.month`]: String(month),
      [`${field}.day`]: '1',
    });
    const late = { ...inputsOf(form.page.body), ...day('work_from', 4), intent: 'next' };
    const told = await sent.resident.post(form.path, { ...form.hidden, ...late });
    expect(told.statusCode).toBe(422);
    expect(told.body).toContain('name="work_to.year"');
    const both = { ...late, ...day('work_to', 5) };
    const check = await sent.resident.post(form.path, { ...form.hidden, ...both });
    expect(check.headers.location).toBe(`${sent.status}/correction/check`);
  });

  it('refuses to send what another tab has changed', async () => {
    const sent = await returned();
    const { resident } = sent;
    const form = await sent.begin(resident, 'correction');
    const typed = { ...inputsOf(form.page.body), builder_name: '一番目' };
    const next = { ...form.hidden, ...typed, intent: 'next' };
    const check = await resident.follow(await resident.post(form.path, next), form.path);
    const second = await resident.open(form.path);
    const more = { ...second.hidden, ...typed, builder_name: '二番目', intent: 'next' };
    await resident.post(form.path, more);
    const late = await resident.post(check.path, { ...check.hidden, intent: 'submit' });
    expect(late.statusCode).toBe(409);
    expect(late.body).toContain('二番目');
  });

  it('goes on where it was left, on another phone, with number and code', async () => {
    const sent = await returned();
    const form = await sent.begin(sent.resident, 'correction');
    const typed = { ...inputsOf(form.page.body), builder_name: '途中の名前' };
    const left = await sent.resident.post(form.path, { ...form.hidden, ...typed, intent: 'leave' });
    expect([left.statusCode, left.headers.location]).toEqual([303, sent.status]);
    const other = site.resident();
    expect((await other.get(sent.status)).statusCode).toBe(403);
    expect((await other.get(form.path)).statusCode).toBe(403);
    await enter(other, sent.applicationId);
    expect((await other.get(sent.status)).body).toContain('続きから入力する');
    const again = await sent.begin(other, 'correction');
    expect(again.page.body).toContain('途中の名前');
    // The first phone's page is no longer the one that counts, and says so.
    expect((await sent.resident.get(form.path)).headers.location).toBe(sent.status);
  });

  it('keeps what was typed when the time to look is over, and asks for the code', async () => {
    const sent = await returned();
    const form = await sent.begin(sent.resident, 'correction');
    const stranger = site.resident();
    const typed = { ...inputsOf(form.page.body), builder_name: '時間切れの名前' };
    const reply = await stranger.post(form.path, { ...form.hidden, ...typed, intent: 'next' });
    expect(reply.statusCode).toBe(403);
    expect(reply.body).toContain('入力した内容は残っています');
    expect(reply.body).not.toContain('時間切れの名前');
    await enter(stranger, sent.applicationId);
    const again = await sent.begin(stranger, 'correction');
    expect(again.page.body).toContain('時間切れの名前');
  });

  it('is nobody else\u2019s business', async () => {
    const sent = await returned();
    const stranger = site.resident();
    const csrf = await stranger.open('/ja/status');
    const begin = await stranger.post(`${sent.status}/correction`, csrf.hidden);
    expect(begin.statusCode).toBe(403);
  });
});

/** Number and code, as they were given after sending. */
async function enter(resident: ReturnType<ApplyApp['resident']>, applicationId: string) {
  const { applications } = site.services.stores;
  const application = await applications.find(applicationId);
  const secrets = await applications.secrets(applicationId, site.clock.now());
  const form = await resident.open('/ja/status');
  const typed = { number: application?.number, code: secrets?.code };
  const reply = await resident.post('/ja/status', { ...form.hidden, ...typed });
  expect(reply.statusCode).toBe(303);
}
