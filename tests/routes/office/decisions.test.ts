import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hiddenFields } from '../../support/http-resident.ts';
import { type InjectedResident, unescaped } from '../../support/injected-resident.ts';
import { type OfficeApp, officeApp } from '../../support/office-app.ts';
import { officeCase } from '../../support/office-case.ts';

let site: OfficeApp;
type Member = Awaited<ReturnType<OfficeApp['member']>>;
const people: Record<'worker' | 'deputy' | 'chief' | 'manager' | 'stranger', Member> = {} as never;
beforeAll(async () => {
  site = await officeApp();
  const care = { section: 'care' };
  people.worker = await site.member({ ...care, role: 'case_worker', name: '起案 一郎' });
  people.deputy = await site.member({ ...care, role: 'case_worker', name: '代理 二郎' });
  people.chief = await site.member({ ...care, role: 'section_chief', name: '係長 三子' });
  people.manager = await site.member({ ...care, role: 'section_manager', name: '課長 四子' });
  people.stranger = await site.member({ role: 'section_manager', section: 'child' });
});
afterAll(() => site.close());

const LIST = '/office/decisions';
const TEXT = '認定証を送ります。';
const browserOf = (who: keyof typeof people) => people[who].browser;

async function page(who: keyof typeof people, path: string): Promise<string> {
  return unescaped((await browserOf(who).get(path)).body);
}

async function post(
  browser: InjectedResident,
  path: string,
  fields: Readonly<Record<string, string | readonly string[]>>,
  from = path,
) {
  const { _csrf, round, seq } = hiddenFields((await browser.get(from)).body);
  const own = { ...(round && { round }), ...(seq && { seq }) };
  return browser.post(path, { _csrf, ...own, ...fields });
}

async function inReview(isChecked = true) {
  const sent = await officeCase(site, 'care-limit');
  await sent.take(browserOf('worker'), 'take-up');
  if (isChecked) await sent.take(browserOf('worker'), 'identity', { how: 'phone' });
  return sent;
}

async function drafted(decision = 'granted') {
  const sent = await inReview();
  const fields = { decision, text: TEXT, note: '収入を確かめました。', intent: 'send' };
  const reply = await post(browserOf('worker'), `${sent.url}/draft`, fields);
  expect(reply.statusCode).toBe(303);
  return sent;
}

const sign = (who: keyof typeof people, url: string, fields: Record<string, string> = {}) =>
  post(browserOf(who), `${url}/decision`, { intent: 'sign', ...fields });

describe('a decision of a section', () => {
  it('is drafted, not taken alone, and never for somebody whom nobody has checked', async () => {
    const sent = await inReview(false);
    const { browser } = people.worker;
    expect(await sent.page(browser)).toContain('順番：係長 → 課長');
    expect((await browser.get(`${sent.url}/grant`)).statusCode).toBe(409);
    const form = await page('worker', `${sent.url}/draft`);
    expect(form).toContain('「認める」は、まだ起案できません。まだ本人確認をしていません。');
    const nothing = await post(browser, `${sent.url}/draft`, {
      decision: 'granted',
      intent: 'send',
    });
    expect(nothing.statusCode).toBe(422);
    expect(nothing.body).toContain('案を選んでください。');
    const refusal = { decision: 'refused', text: ' ', intent: 'send' };
    expect((await post(browser, `${sent.url}/draft`, refusal)).body).toContain('認めない理由を');
    const asked = { ...refusal, text: '預貯金が多いため。', intent: 'preview' };
    expect(unescaped((await post(browser, `${sent.url}/draft`, asked)).body)).toContain('審査請求');
    expect(await site.services.stores.decisions.rounds(sent.applicationId)).toEqual([]);
    expect((await browserOf('stranger').get(`${sent.url}/draft`)).statusCode).toBe(403);
  });

  it('goes round, and holds with the last signature', async () => {
    const sent = await drafted();
    expect(await sent.page(people.worker.browser)).toContain('係長 係長 三子の決裁を待っています');
    expect((await sign('manager', sent.url)).statusCode).toBe(409);
    const view = await page('chief', `${sent.url}/decision`);
    expect(view).toContain('収入を確かめました。');
    expect(view).toContain('次は課長が決裁します。');
    expect((await sign('chief', sent.url)).statusCode).toBe(303);
    expect(await page('manager', LIST)).toContain(`${sent.url}/decision`);
    expect(await page('manager', '/office/cases')).toContain('あなたの決裁待ち 1件');
    expect(await sent.statusNow()).toBe('in_review');
    expect((await sign('manager', sent.url)).statusCode).toBe(303);
    expect(await sent.statusNow()).toBe('granted');
    expect(await sent.page(people.manager.browser)).toContain('までは取り消せます');
    expect(unescaped((await sent.resident.get(sent.status)).body)).toContain(TEXT);
  });

  it('is sent back with a word, and comes back to who drafted it', async () => {
    const sent = await drafted();
    const back = { intent: 'send_back', comment: '' };
    expect((await sign('chief', sent.url, back)).statusCode).toBe(422);
    const comment = '通帳の写しを見てください。';
    expect((await sign('chief', sent.url, { ...back, comment })).statusCode).toBe(303);
    expect(await page('worker', LIST)).toContain('戻ってきた、あなたの起案（1件）');
    expect(await page('worker', `${sent.url}/decision`)).toContain(comment);
    expect(await page('worker', `${sent.url}/draft`)).toContain('収入を確かめました。');
    await post(browserOf('worker'), `${sent.url}/draft`, {
      decision: 'granted',
      text: TEXT,
      intent: 'send',
    });
    expect(await page('worker', LIST)).not.toContain('戻ってきた、あなたの起案');
    const take = `${sent.url}/decision/take-back`;
    const taken = await post(browserOf('worker'), take, {}, `${sent.url}/decision`);
    expect(taken.statusCode).toBe(303);
    expect(await page('worker', `${sent.url}/decision`)).toContain('起案した人が取り下げました');
  });

  it('ends by itself, visibly, when the case goes on', async () => {
    const sent = await drafted();
    const form = hiddenFields((await browserOf('chief').get(`${sent.url}/decision`)).body);
    await sent.take(browserOf('deputy'), 'withdraw', { text: '電話で申し出がありました。' });
    const late = await browserOf('chief').post(`${sent.url}/decision`, { ...form, intent: 'sign' });
    expect(late.statusCode).toBe(409);
    expect(await sent.page(people.worker.browser)).toContain('申請が進んだので、終わりました');
    expect(await sent.statusNow()).toBe('withdrawn');
  });

  it('is signed by who stands in, and looked at afterwards by who was away', async () => {
    const today = '2026-11-21';
    const away = { staffId: people.chief.id, deputyId: people.deputy.id, from: today, to: today };
    const { browser } = people.chief;
    const wrong = { ...away, deputyId: people.stranger.id };
    expect((await post(browser, '/office/absences', wrong)).statusCode).toBe(422);
    const others = { ...away, staffId: people.manager.id, deputyId: '' };
    expect((await post(browser, '/office/absences', others)).statusCode).toBe(403);
    expect((await post(browser, '/office/absences', away)).statusCode).toBe(303);
    const sent = await drafted();
    expect((await sign('chief', sent.url)).statusCode).toBe(409);
    expect((await sign('deputy', sent.url)).statusCode).toBe(303);
    const said = '代決 代理 二郎（係長 係長 三子の不在のため）';
    expect(await sent.page(people.worker.browser)).toContain(said);
    expect(await page('chief', LIST)).toContain('あなたの代わりに決裁されたもの（1件）');
    const seen = { id: sent.applicationId };
    expect((await post(browser, `${LIST}/seen`, seen, LIST)).statusCode).toBe(303);
    expect(await page('chief', LIST)).not.toContain('あなたの代わりに決裁されたもの');
    const [absence] = await site.services.stores.absences.list(today);
    const end = `/office/absences/${absence?.id}/end`;
    expect((await post(browserOf('stranger'), end, {}, LIST)).statusCode).toBe(403);
    expect((await post(browserOf('manager'), end, {}, LIST)).statusCode).toBe(303);
    expect(await page('chief', '/office/absences')).toContain('不在の人はいません。');
  });

  it('several are signed at once, as they were seen; what has moved since is not', async () => {
    const [first, second] = [await drafted(), await drafted('refused')];
    const { browser } = people.chief;
    const id = [first.applicationId, second.applicationId];
    const plan = await post(browser, `${LIST}/plan`, { id }, LIST);
    expect(plan.body).toContain('次の2件に決裁します。');
    expect(plan.body).toContain('次の人の決裁に回ります。');
    const items = (body: string) =>
      [...body.matchAll(/name="item" value="([^"]+)"/g)].map(([, item]) => item ?? '');
    const send = (by: InjectedResident, { body }: { readonly body: string }) =>
      by.post(`${LIST}/sign`, { _csrf: hiddenFields(body)['_csrf'] ?? '', item: items(body) });
    await second.take(browserOf('worker'), 'paper', { attachment: 'consent_paper' });
    expect((await send(browser, plan)).body).toContain('1件に決裁しました。1件は、していません。');
    const last = await post(browserOf('manager'), `${LIST}/plan`, { id }, LIST);
    expect(last.body).toContain('あなたの決裁で決まり、住民に知らせます。');
    expect((await send(browserOf('manager'), last)).statusCode).toBe(303);
    expect(await first.statusNow()).toBe('granted');
    expect(await second.statusNow()).toBe('in_review');
  });
});
