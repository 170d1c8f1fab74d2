import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askRefund } from '../../../server/domain/refunds/ask-refund.ts';
import { refundReconciler } from '../../../server/domain/refunds/reconcile-refunds.ts';
import { refundDesk } from '../../../server/refund-desk.ts';
import { NOON } from '../../support/apply-app.ts';
import { hiddenFields } from '../../support/http-resident.ts';
import { unescaped } from '../../support/injected-resident.ts';
import { type OfficeApp, officeApp } from '../../support/office-app.ts';
import { paidCase } from '../../support/paid-case.ts';
import { deliverNotices } from '../../support/sandbox-delivery.ts';
import { account, PASSPHRASE, signIn } from '../../support/staff-account.ts';

const PAYEE = {
  name: '見本 花子',
  bank: '見本銀行',
  branch: '本店',
  kind: 'ordinary',
  number: '0123456',
  holder: 'ミホン ハナコ',
} as const;

let site: OfficeApp;
let finance: Awaited<ReturnType<typeof someone>>;
let other: Awaited<ReturnType<typeof someone>>;

beforeAll(async () => {
  site = await officeApp({
    tamper: (services) => {
      const { library } = services;
      const refunds = { approval_above_yen: 100 };
      const municipality = { ...library.municipality, refunds };
      return { ...services, library: { ...library, municipality } };
    },
  });
  finance = await someone();
  other = await someone();
});
afterAll(() => site.close());

/** Somebody of finance who has come in with a passphrase. */
async function someone() {
  const { login, id } = await account(site, { role: 'finance' });
  const browser = site.resident();
  await signIn(browser, login);
  return { id, login, browser };
}

type Browser = (typeof finance)['browser'];

const text = async (browser: Browser, path: string) => unescaped((await browser.get(path)).body);

async function send(browser: Browser, page: string, action: string, fields = {}) {
  const { _csrf } = hiddenFields((await browser.get(page)).body);
  return browser.post(action, { _csrf, ...fields });
}

type Paid = Pick<Awaited<ReturnType<typeof paidCase>>, 'resident' | 'applicationId'>;

async function withdraw(paid: Paid, locale = 'ja') {
  const page = `/${locale}/status/${paid.applicationId}/withdraw`;
  const { hidden } = await paid.resident.open(page);
  await paid.resident.post(page, hidden);
}

const follow = () =>
  refundReconciler(refundDesk(site.services)).follow((error) => {
    throw error;
  });

/** Subjects of the mails about a refund of that case. */
const mailsAbout = async (number: string) =>
  (await site.services.stores.outbox.recent(500))
    .filter(({ body, subject }) => body.includes(number) && subject.includes('返し'))
    .map(({ subject }) => subject);

const approval = {
  type: 'approved',
  at: new Date(NOON),
  actor: 'staff:x',
  providerEventId: null,
  detail: {},
};

const refundOf = async (applicationId: string) => {
  const [refund] = await site.services.stores.refunds.ofApplication(applicationId);
  return { id: refund?.id ?? '', page: `/office/finance/refunds/${refund?.id}`, refund };
};

describe('a withdrawn booking above the limit', () => {
  it('waits for a second person, is given back, fails after that, and is shown again', async () => {
    const paid = await paidCase(site, 'bulky-waste');
    const status = `/ja/status/${paid.applicationId}`;
    await withdraw(paid);
    await follow();
    expect(await text(paid.resident, status)).toContain('返金の手続き中です');
    const queue = await text(finance.browser, '/office/finance/refunds');
    expect(queue).toContain(paid.application.number);
    expect(queue).toContain('申し込んだ人とは別の人が、内容を確かめて承認します。');
    const { page } = await refundOf(paid.applicationId);

    const first = await send(finance.browser, page, `${page}/approve`);
    expect(first.headers.location).toContain('/office/account/confirm');
    const confirm = String(first.headers.location);
    const { hidden } = await finance.browser.open(confirm);
    const back = await finance.browser.post('/office/account/confirm', {
      ...hidden,
      passphrase: PASSPHRASE,
    });
    expect(back.headers.location).toBe(page);
    expect((await send(finance.browser, page, `${page}/approve`)).statusCode).toBe(303);

    expect(await text(paid.resident, status)).toContain('お返ししました');
    expect(await mailsAbout(paid.application.number)).toEqual(['お金をお返ししました']);
    const { refund } = await refundOf(paid.applicationId);
    expect(refund).toMatchObject({ state: 'succeeded', approvedBy: `staff:${finance.login}` });
    expect(await site.services.stores.charges.find(paid.chargeId)).toMatchObject({
      state: 'refunded',
    });

    const sandbox = `/sandbox-payments/refunds/${refund?.providerRef}`;
    await finance.browser.post(sandbox, { action: 'refund_fails' });
    await deliverNotices(site);
    expect(await text(paid.resident, status)).toContain('お返しできませんでした');
    const again = await text(finance.browser, '/office/finance/refunds');
    expect(again).toContain('返す手続きが止まっているもの');
    expect(await text(finance.browser, page)).toContain('もう一度返金を申し込む');
  });
});

describe('money that came at a konbini', () => {
  it('waits for the payer’s account, and the resident reads what to do', async () => {
    const { resident, path, hidden } = await site.applicant('bulky-waste', 'check', 'en');
    const sent = await resident.post(path, { ...hidden, intent: 'submit' });
    const payPage = String(sent.headers.location);
    const gone = await send(resident, payPage, payPage, { method: 'konbini' });
    const shop = String(gone.headers.location);
    for (const action of ['issue_slip', 'pay_slip']) {
      await resident.post(shop, { action, delivery: 'once' });
    }
    await deliverNotices(site);
    const chargeId = payPage.split('/').at(-1) ?? '';
    const { applicationId } = (await site.services.stores.charges.find(chargeId))!;
    const status = `/en/status/${applicationId}`;
    await withdraw({ resident, applicationId: applicationId ?? '' }, 'en');
    await follow();
    const { page, id } = await refundOf(applicationId ?? '');
    await site.services.stores.refunds.change(chargeId, () => ({
      moves: [{ id, state: 'approved', events: [approval], approvedBy: 'staff:x' }],
    }));
    await follow();
    expect(await text(resident, status)).toContain('asking for your bank account');
    expect(await text(finance.browser, page)).toContain('支払った人の口座待ち');
    const { refund } = await refundOf(applicationId ?? '');
    const sandbox = `/sandbox-payments/refunds/${refund?.providerRef}`;
    expect(await text(resident, sandbox)).toContain('Waiting for an account');
    await resident.post(sandbox, { action: 'refund_succeeds' });
    await deliverNotices(site);
    expect(await text(resident, status)).toContain('Refunded');
    expect(await text(finance.browser, '/office/finance/refunds?show=ended')).toContain('返金済み');
  });
});

describe('a refund that staff ask for', () => {
  it('keeps what was typed when it is wrong, is paid out by transfer, and its payee is sealed', async () => {
    const paid = await paidCase(site, 'bulky-waste');
    const form = `/office/finance/refunds/new?charge=${paid.chargeId}`;
    const { hidden } = await finance.browser.open(form);
    const left = Number(hidden['believed']);
    const typed = {
      ...hidden,
      part: 'part',
      yen: '５０円',
      reason: 'mistake',
      way: 'bank_transfer',
    };
    const refused = await finance.browser.post('/office/finance/refunds', {
      ...typed,
      payee_name: '見本 花子',
      payee_number: '12',
    });
    expect(refused.statusCode).toBe(422);
    expect(unescaped(refused.body)).toContain('口座番号を7けたの数字で入力してください。');
    expect(unescaped(refused.body)).toContain('value="見本 花子"');
    const payee = Object.fromEntries(
      Object.entries(PAYEE).map(([name, value]) => [`payee_${name}`, value]),
    );
    const tooMuch = await finance.browser.post('/office/finance/refunds', {
      ...typed,
      ...payee,
      yen: String(left + 1),
    });
    expect(unescaped(tooMuch.body)).toContain('返せる金額より多くなっています');
    const asked = await finance.browser.post('/office/finance/refunds', { ...typed, ...payee });
    const page = String(asked.headers.location);
    const shown = await text(finance.browser, page);
    expect(shown).toContain('承認済み');
    expect(shown).not.toContain('0123456');
    expect(await text(finance.browser, `${page}?payee=1`)).toContain('0123456');
    const day = await send(finance.browser, page, `${page}/payout`, { on: '2026-11-22' });
    expect(day.statusCode).toBe(422);
    expect(unescaped(day.body)).toContain('振り込んだ日を');
    await send(finance.browser, page, `${page}/payout`, { on: '2026-11-21' });
    expect(await text(finance.browser, page)).toContain('返金済み');
    expect(await text(paid.resident, `/ja/status/${paid.applicationId}`)).toContain(
      '口座に振り込みます',
    );
    const looked = await site.services.stores.audit.lastTimes(['refund.payee_viewed'], new Date(0));
    expect(looked.size).toBe(1);
  });

  it('above the limit is approved by somebody else, and can be taken back with a reason', async () => {
    const paid = await paidCase(site, 'bulky-waste');
    const form = `/office/finance/refunds/new?charge=${paid.chargeId}`;
    const { hidden } = await finance.browser.open(form);
    const asked = await finance.browser.post('/office/finance/refunds', {
      ...hidden,
      part: 'whole',
      reason: 'mistake',
      way: 'provider',
    });
    const page = String(asked.headers.location);
    expect(await text(finance.browser, page)).toContain('あなたが申し込んだ返金です。');
    const own = await send(finance.browser, page, `${page}/approve`);
    expect(unescaped(own.body)).toContain('申し込んだ人は承認できません。');
    // Nothing is told before it is decided.
    expect(await text(paid.resident, `/ja/status/${paid.applicationId}`)).not.toContain(
      'お返しする金額',
    );
    const empty = await send(other.browser, page, `${page}/cancel`, { note: '' });
    expect(unescaped(empty.body)).toContain('取りやめる理由を入力してください。');
    await send(other.browser, page, `${page}/cancel`, { note: '請求は正しい' });
    expect(await text(other.browser, page)).toContain('取りやめ');
  });

  it('of another section is not shown to a section, and auditors read only', async () => {
    const paid = await paidCase(site, 'bulky-waste');
    await withdraw(paid);
    await follow();
    const { page } = await refundOf(paid.applicationId);
    const stranger = await site.member({ role: 'section_manager', section: 'child' });
    expect((await stranger.browser.get(page)).statusCode).toBe(403);
    expect(await text(stranger.browser, '/office/finance/refunds')).not.toContain(
      paid.application.number,
    );
    const auditor = await site.member({ role: 'auditor' });
    const seen = await text(auditor.browser, page);
    expect(seen).toContain('承認待ち');
    expect(seen).not.toContain('承認する</button>');
    expect((await send(auditor.browser, page, `${page}/approve`)).statusCode).toBe(403);
  });
});

describe('the payee of a protected person', () => {
  it('is read by the named few and by finance, who transfers the money', async () => {
    const paid = await paidCase(site, 'bulky-waste');
    const section = 'environment';
    const manager = await site.member({ role: 'section_manager', section });
    const stranger = await site.member({ role: 'case_worker', section });
    const id = await askRefund(refundDesk(site.services), {
      chargeId: paid.chargeId,
      attemptId: paid.attempt.id,
      yen: 50,
      believedYen: paid.charge.yen,
      reason: 'mistake',
      way: 'bank_transfer',
      payee: PAYEE,
      by: 'staff:somebody',
    });
    const page = `/office/finance/refunds/${id}?payee=1`;
    expect(await text(stranger.browser, page)).toContain(PAYEE.number);
    const by = { actor: `staff:${manager.login}`, at: site.clock.now() };
    const phone = String(paid.application.answers['applicant_phone']);
    const person = { name: {}, birth: '', phone, why: 'x' };
    const lasting = { from: '2026-11-21', to: '2027-11-20', readers: [manager.id] };
    const { protections } = site.services.stores;
    await protections.add({ id: 'p1', person, ...lasting, createdBy: 'x' }, by);
    expect(await text(stranger.browser, page)).not.toContain(PAYEE.number);
    expect(await text(manager.browser, page)).toContain(PAYEE.number);
    expect(await text(finance.browser, page)).toContain(PAYEE.number);
  });
});

describe('who has paid nothing', () => {
  it('reads and gets nothing about a refund', async () => {
    const before = (await site.services.stores.outbox.recent(500)).length;
    const { resident, hidden, path } = await site.applicant('bulky-waste', 'check');
    const sent = await resident.post(path, { ...hidden, intent: 'submit' });
    const chargeId = /\/pay\/([^/]+)$/.exec(String(sent.headers.location))?.[1] ?? '';
    const charge = await site.services.stores.charges.find(chargeId);
    const applicationId = charge?.applicationId ?? '';
    const status = `/ja/status/${applicationId}`;
    await withdraw({ resident, applicationId });
    expect(await follow()).toBe(0);
    expect(await text(resident, status)).not.toMatch(/返金|お返し/);
    const mails = (await site.services.stores.outbox.recent(500)).slice(0, -before || undefined);
    for (const { subject, body } of mails) expect(subject + body).not.toMatch(/返金|お返し/);
  });
});
