import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refundableYen } from '../../../server/domain/refunds/refund-sums.ts';
import { financePaths } from '../../../server/http/finance-paths.ts';
import { paths } from '../../../server/http/paths.ts';
import { isSandboxProvider } from '../../../server/integrations/sandbox-payments/sandbox-provider.ts';
import { hiddenFields } from '../../support/http-resident.ts';
import { type InjectedResident, unescaped } from '../../support/injected-resident.ts';
import { type OfficeApp, officeApp } from '../../support/office-app.ts';
import { paidCase } from '../../support/paid-case.ts';

type Paid = Awaited<ReturnType<typeof paidCase>>;

let site: OfficeApp;
let paid: Paid;
let finance: InjectedResident;
let worker: InjectedResident;
/** Of the section of bulky waste. */
let garbage: InjectedResident;
let stranger: InjectedResident;

beforeAll(async () => {
  site = await officeApp();
  paid = await paidCase(site, 'facility-booking');
  ({ browser: finance } = await site.member({ role: 'finance' }));
  const role = 'case_worker';
  ({ browser: worker } = await site.member({ role, section: 'facilities' }));
  ({ browser: garbage } = await site.member({ role, section: 'environment' }));
  ({ browser: stranger } = await site.member({ role, section: 'child' }));
});
afterAll(() => site.close());

const read = async (browser: InjectedResident, url: string) =>
  unescaped((await browser.get(url)).body)
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
const story = (browser = finance, of = paid) => read(browser, financePaths.charge(of.chargeId));
const search = (browser: InjectedResident, query: Record<string, string>) =>
  browser.get(financePaths.charges(String(new URLSearchParams(query))));
async function press(browser: InjectedResident, of: Paid, action: string) {
  const { _csrf } = hiddenFields((await browser.get('/office/account')).body);
  return browser.post(financePaths.chargeAction(of.chargeId, action), { _csrf });
}
/** Tells it as the sandbox would: signed, over HTTP. */
function tell(body: object, forged = false) {
  const provider = site.services.providers.get('sandbox');
  if (!isSandboxProvider(provider)) throw new Error('no sandbox');
  const payload = Buffer.from(JSON.stringify(body));
  const signed = provider.signatureHeaders(payload, site.clock.now());
  const t = Math.floor(site.clock.now().getTime() / 1000);
  const mac = createHmac('sha256', 'guessed').update(`${t}.`).update(payload).digest('hex');
  const headers = forged ? { 'sandbox-signature': `t=${t},v1=${mac}` } : signed;
  return site.app.inject({ method: 'POST', url: '/webhooks/sandbox', headers, payload });
}

describe("a charge's whole story", () => {
  it('is on one screen: what for, every attempt, every word, the books, what to do', async () => {
    const text = await story();
    for (const said of [
      paid.application.number,
      `${paid.charge.yen.toLocaleString('ja')}円`,
      '支払い済み',
      'することはありません',
      '住民が支払いの画面を開きました',
      '支払いがありました',
      'メールを送る準備をしています お支払いを確認しました',
      `見本の決済会社 クレジットカード 入金 ${paid.attempt.providerRef}`,
      '収納 体育センター使用料 2026年度',
    ])
      expect(text).toContain(said);
    expect(text).not.toContain('髙𠮷');
    const { entries } = await site.services.stores.audit.page({ about: [paid.chargeId] }, null, 5);
    expect(entries.map(({ action }) => action)).toContain('charge.viewed');
  });

  it('is read by its own section and the town’s finance, and by nobody else', async () => {
    const url = financePaths.charge(paid.chargeId);
    const counter = await site.member({ role: 'counter', section: 'facilities' });
    const auditor = await site.member({ role: 'auditor' });
    const asked = [finance, worker, auditor.browser, stranger, counter.browser];
    const codes = await Promise.all(asked.map(async (one) => (await one.get(url)).statusCode));
    expect(codes).toEqual([200, 200, 200, 403, 403]);
  });

  it('is found by each of its numbers, by amount and day, within one’s own section', async () => {
    for (const q of [paid.application.number, paid.attempt.providerRef ?? '']) {
      const found = await search(worker, { q });
      expect(found.headers.location).toBe(financePaths.charge(paid.chargeId));
      expect((await search(stranger, { q })).body).toContain('見つかりませんでした');
    }
    const amount = { yen: `${paid.charge.yen.toLocaleString('ja')}円`, day: '2026-11-21' };
    expect((await search(finance, amount)).body).toContain(financePaths.charge(paid.chargeId));
    expect((await search(finance, { ...amount, day: '2026-11-20' })).body).toContain(
      '見つかりません',
    );
    expect((await search(finance, { yen: '3k' })).statusCode).toBe(422);
  });
});

describe('what nobody knows the truth of', () => {
  async function visited() {
    const { resident, hidden, path } = await site.applicant('facility-booking', 'check');
    const sent = await resident.post(path, { ...hidden, intent: 'submit' });
    const page = String(sent.headers.location);
    const { _csrf } = hiddenFields((await resident.get(page)).body);
    const gone = await resident.post(page, { _csrf, method: 'card' });
    const chargeId = page.split('/').at(-1) ?? '';
    const [attempt] = await site.services.stores.charges.attempts(chargeId);
    return {
      ...paid,
      resident,
      chargeId,
      attempt: attempt ?? paid.attempt,
      sandbox: String(gone.headers.location),
    };
  }

  it('is listed first, and says what is wrong and what to do', async () => {
    const other = await visited();
    const outcome = { outcome: 'paid', method: 'card', yen: 1, paidAt: site.clock.now() };
    const about = { ref: other.attempt.providerRef, attempt_id: other.attempt.id, outcome };
    await tell({ event_id: randomUUID(), ...about });
    expect(await read(finance, financePaths.charges())).toContain('知らせが請求と合いません');
    expect(await story(finance, other)).toMatch(
      /決済会社の知らせ（1円）が、請求（[\d,]+円）と合いません/,
    );
    expect(await read(stranger, financePaths.charges())).not.toContain('知らせが請求と');
    const doors = (who: InjectedResident) => read(who, financePaths.home());
    expect(await doors(finance)).toContain('支払いをさがす 1件');
    expect(await doors(stranger)).not.toContain('支払いをさがす 1件');
  });

  it('is asked of the company with one press, which shows what was learnt', async () => {
    const other = await visited();
    await other.resident.post(other.sandbox, { action: 'pay_card', delivery: 'lost' });
    expect(await story(worker, other)).toContain('支払いの途中');
    const asked = await press(worker, other, 'ask');
    const shown = await read(worker, String(asked.headers.location));
    expect(shown).toContain('新しいことが1件あります');
    expect(shown).toContain('新しい 支払いがありました');
    const again = await press(worker, other, 'ask');
    expect(await read(worker, String(again.headers.location))).toContain(
      '変わったことはありません',
    );
    expect((await press(stranger, other, 'ask')).statusCode).toBe(403);
  });
});

describe('a receipt at the counter', () => {
  it('is given again with a number of its own, and printed', async () => {
    const { browser } = await site.member({ role: 'counter', section: 'facilities' });
    await paid.resident.get(paths.receipt('ja', paid.chargeId));
    const issued = await press(browser, paid, 'receipt');
    const page = String(issued.headers.location);
    const text = await read(browser, page);
    expect(text).toContain('再発行（はじめの領収書番号 2026-000001）');
    expect(text).toContain('領収書番号 2026-000002');
    const pdf = await browser.get(`${page}/receipt.pdf`);
    expect(pdf.headers['content-type']).toBe('application/pdf');
    for (const refused of [await press(stranger, paid, 'receipt'), await stranger.get(page)]) {
      expect(refused.statusCode).toBe(403);
    }
    expect(await story()).toContain('2026-000002 再発行');
  });
});

describe('a dispute', () => {
  const notice = (of: Paid, change: object = {}) => ({
    event_id: randomUUID(),
    dispute_ref: `dp_${of.chargeId}`,
    attempt_id: of.attempt.id,
    yen: of.charge.yen,
    reason: 'fraudulent',
    state: 'needs_response',
    funds: 'withdrawn',
    respond_by: '2026-12-01T14:59:59.000Z',
    at: '2026-11-21T03:00:00.000Z',
    ...change,
  });
  const left = async (of: Paid) =>
    refundableYen(await site.services.stores.refunds.snapshot(of.chargeId));

  it('is heard by its signature only, and takes the money out of the books until it is won', async () => {
    const other = await paidCase(site, 'bulky-waste');
    const opened = notice(other);
    expect((await tell(opened, true)).statusCode).toBe(400);
    expect((await tell(opened)).json()).toEqual({ result: 'changed' });
    expect((await tell(opened)).json()).toEqual({ result: 'duplicate' });
    expect((await tell(notice(other, { attempt_id: 'nobody', dispute_ref: 'x' }))).json()).toEqual({
      result: 'unknown_payment',
    });
    const text = await story(garbage, other);
    for (const said of [
      'あと10日',
      '自分では使っていない',
      '会社に送るもの',
      '異議による取り戻し',
      '市に残っている金額 0円',
    ])
      expect(text).toContain(said);
    expect(await left(other)).toBe(0);
    const list = await read(finance, financePaths.disputes());
    expect(list).toContain(`あと10日 2026年12月1日`);
    expect(await read(stranger, financePaths.disputes())).not.toContain(`dp_${other.chargeId}`);

    const won = {
      state: 'won',
      funds: 'reinstated',
      respond_by: null,
      at: '2026-12-20T00:00:00.000Z',
    };
    expect((await tell(notice(other, won))).json()).toEqual({ result: 'changed' });
    expect(await story(garbage, other)).toContain('取り戻しの取り消し');
    expect(await left(other)).toBe(other.charge.yen);
    expect(await read(finance, financePaths.disputes())).toContain('返事が必要なものはありません');
  });
});

describe('the charge of a protected person', () => {
  it('shows neither mails nor receipts to who is none of the named few', async () => {
    const other = await paidCase(site, 'bulky-waste');
    const { services, clock } = site;
    const manager = await site.member({ role: 'section_manager', section: 'environment' });
    const answers = other.application.answers;
    const by = { actor: `staff:${manager.login}`, at: clock.now() };
    const person = { name: {}, birth: '', phone: String(answers['applicant_phone']), why: 'x' };
    const lasting = { from: '2026-11-21', to: '2027-11-20', readers: [manager.id] };
    await services.stores.protections.add({ id: 'p1', person, ...lasting, createdBy: 'x' }, by);
    const text = await story(garbage, other);
    expect(text).toContain('支援措置の対象です');
    expect(text).not.toContain('お支払いを確認しました');
    expect(text).not.toContain('領収書を出す');
    expect((await press(garbage, other, 'receipt')).statusCode).toBe(403);
    expect(await story(manager.browser, other)).toContain('お支払いを確認しました');
    expect((await press(manager.browser, other, 'receipt')).statusCode).toBe(303);
  });
});
