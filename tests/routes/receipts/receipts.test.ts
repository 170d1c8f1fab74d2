import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paths } from '../../../server/http/paths.ts';
import {
  chargeAbout,
  giveReceipt,
  receiptParts,
} from '../../../server/routes/receipts/load-receipt.ts';
import { receiptDocument } from '../../../server/routes/receipts/receipt-document.ts';
import { type ApplyApp, applyApp } from '../../support/apply-app.ts';
import { unescaped } from '../../support/injected-resident.ts';
import { paidCase } from '../../support/paid-case.ts';

let site: ApplyApp;
let paid: Awaited<ReturnType<typeof paidCase>>;
beforeAll(async () => {
  site = await applyApp();
  paid = await paidCase(site, 'facility-booking');
});
afterAll(() => site.close());

const page = async (locale: string) =>
  unescaped((await paid.resident.get(paths.receipt(locale, paid.chargeId))).body);
const bare = (html: string) =>
  html
    .replace(/<(rt|rp)>.*?<\/\1>/g, '')
    .replace(/<\/?(ruby|span|strong)\b[^>]*>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

describe('a receipt for whoever paid', () => {
  it('says number, day, name, what for, amount, method, tax and registration', async () => {
    const text = bare(await page('ja'));
    const { application, charge } = paid;
    for (const said of [
      '領収書番号 2026-000001',
      '発行日 2026年11月21日（令和8年・土）',
      '様',
      application.number,
      `${charge.yen.toLocaleString('ja')}円`,
      '支払った日 2026年11月21日（令和8年・土）',
      'クレジットカード・デビットカード',
      '見本決済株式会社（指定納付受託者',
      '10％対象',
      `うち消費税 ${Math.floor((charge.yen * 10) / 110)}円`,
      '登録番号 T3000020990019',
      '見本市会計管理者',
      '印紙税法第5条',
    ])
      expect(text).toContain(said);
    expect(text).not.toContain('上様');
    expect(text).not.toContain('再発行');
  });

  it.each([
    ['en', 'Receipt number', 'Paid on'],
    ['vi', 'Số biên lai', 'Ngày thanh toán'],
    ['ja-easy', '作った 日', '何の お金か'],
  ])('has the Japanese original and the words of %s beside it', async (locale, ...own) => {
    const html = await page(locale);
    for (const said of ['領収書番号', '発行日', ...own]) expect(bare(html)).toContain(said);
    if (locale !== 'ja-easy') expect(html).toContain('<span lang="ja">領収書番号</span>');
  });

  it('keeps its number however often it is opened, also as a PDF', async () => {
    const url = paths.receiptPdf('en', paid.chargeId);
    const [pdf, again] = await Promise.all([paid.resident.get(url), page('ja')]);
    expect(pdf.headers['content-type']).toBe('application/pdf');
    expect(pdf.headers['cache-control']).toBe('private, no-store');
    expect(pdf.headers['content-disposition']).toContain('2026-000001.pdf');
    expect(pdf.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
    expect(again).toContain('2026-000001');
    expect(await site.services.stores.receipts.listOf(paid.chargeId)).toHaveLength(1);
  });

  it('is linked from the status page, from the confirmation and in the mail, which names no other sum', async () => {
    const { resident, applicationId, application } = paid;
    const link = paths.receipt('ja', paid.chargeId);
    const done = paths.applyDone('ja', application.procedureId, applicationId);
    for (const url of [paths.statusApplication('ja', applicationId), done]) {
      expect((await resident.get(url)).body).toContain(`href="${link}"`);
    }
    const [mail] = await site.services.stores.outbox.recent(1);
    const line = mail?.body.split('\n').find((one) => one.includes('/receipts/'));
    expect(line).toBe(site.services.config.publicUrl + link);
  });
});

describe('a receipt for nobody else', () => {
  it('leads to the status page without a grant, and is not there for no charge', async () => {
    const stranger = site.resident();
    for (const url of [paths.receipt('ja', paid.chargeId), paths.receiptPdf('ja', paid.chargeId)]) {
      const reply = await stranger.get(url);
      expect([reply.statusCode, reply.headers.location]).toEqual([303, '/ja/status']);
    }
    expect((await stranger.get(paths.receipt('ja', 'nothing'))).statusCode).toBe(404);
  });

  it('is not given before anything was paid', async () => {
    const { resident, hidden, path } = await site.applicant('facility-booking', 'check');
    const sent = await resident.post(path, { ...hidden, intent: 'submit' });
    const chargeId = String(sent.headers.location).split('/').at(-1) ?? '';
    const reply = await resident.get(paths.receipt('ja', chargeId));
    expect(reply.statusCode).toBe(303);
    expect(reply.headers.location).toContain('/ja/status/');
    expect(await site.services.stores.receipts.listOf(chargeId)).toEqual([]);
  });
});

describe('a receipt on paper', () => {
  it('is Japanese, says who signs it, and is marked when it was given again', async () => {
    const about = await chargeAbout(site.services, paid.chargeId);
    const again = await giveReceipt(site.services, about, { by: 'staff:a', again: true });
    const form = receiptDocument(site.services, await receiptParts(site.services, about, again));
    expect(form).toMatchObject({
      title: '領収書',
      formNumber: '再発行（はじめの領収書番号 2026-000001）',
      headline: `${paid.charge.yen.toLocaleString('ja')}円`,
      seal: '見本市会計管理者之印',
    });
    expect(form.addressee).toMatch(/ 様$/);
    expect(form.facts).toContainEqual({ label: '発行者', value: '見本市会計管理者' });
    expect(form.facts).toContainEqual({ label: '領収書番号', value: again.number });
    expect(form.sections.map(({ title }) => title)).toEqual(['内訳', '消費税']);
    expect(JSON.stringify(form)).not.toMatch(/<|\{[^{}"|]+\|/);
  });

  it('says what has gone back', async () => {
    const about = await chargeAbout(site.services, paid.chargeId);
    const receipt = await giveReceipt(site.services, about, { by: 'resident' });
    const parts = await receiptParts(site.services, about, receipt);
    const money = { ...parts.money, keptYen: 100 };
    const { formNote } = receiptDocument(site.services, { ...parts, money });
    const back = (paid.charge.yen - 100).toLocaleString('ja');
    expect(formNote).toContain(`この領収書の金額のうち、${back}円をお返ししました。`);
  });
});
