import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inputsOf } from '../../../support/case-desk.ts';
import { hiddenFields } from '../../../support/http-resident.ts';
import { unescaped } from '../../../support/injected-resident.ts';
import { type OfficeApp, officeApp } from '../../../support/office-app.ts';
import { officeCase } from '../../../support/office-case.ts';

let site: OfficeApp;
const start = new Date('2026-11-21T12:00:00+09:00');
beforeAll(async () => {
  site = await officeApp();
});
afterAll(() => site.close());

const ID = 'care-home-modification';
const worker = () => site.member({ role: 'case_worker', section: 'care' });
const manager = () => site.member({ role: 'section_manager', section: 'care' });
const later = (seconds: number) =>
  site.clock.set(new Date(site.clock.now().getTime() + seconds * 1000));

describe('a step of staff', () => {
  it('is offered only where the table and the definition have it', async () => {
    const sent = await officeCase(site, ID);
    const { browser, name } = await site.member({
      role: 'case_worker',
      section: 'care',
      name: '担当 三郎',
    });
    const page = await sent.page(browser);
    expect(page).toContain('内容の確認を始める');
    expect(page).not.toContain(`${sent.url}/grant`);
    expect(page).not.toContain(`${sent.url}/fix-fee`);
    expect((await browser.get(`${sent.url}/grant`)).statusCode).toBe(409);
    expect((await sent.take(browser, 'take-up')).statusCode).toBe(303);
    expect(await sent.statusNow()).toBe('in_review');
    const after = await sent.page(browser);
    expect(after).toMatch(new RegExp(`担当者</dt><dd>${name}`));
    expect(after).not.toContain(`${sent.url}/take-up`);
    // The counter table says who approves: a case worker is not even offered it.
    expect(after).not.toContain(`${sent.url}/approve`);
    expect(after).toContain('先に、課長の承認が要ります。');
  });

  it('returns what was ticked, after the resident’s words were shown in their language', async () => {
    const sent = await officeCase(site, ID, 'en');
    const { browser } = await worker();
    await sent.take(browser, 'take-up');
    const nothing = await sent.take(browser, 'return', { item: [], text: '' });
    expect(nothing.statusCode).toBe(422);
    expect(nothing.body).toContain('直してもらうところを、1つ以上選んでください。');
    const fields = {
      item: ['fields.builder_name', 'attachments.quotation'],
      'reason.fields.builder_name': 'wrong',
      'reason.attachments.quotation': 'missing',
      text: '会社の名前を<確かめて>ください。',
    };
    const preview = await sent.take(browser, 'return', fields, 'preview');
    expect(preview.statusCode).toBe(200);
    const shown = unescaped(preview.body);
    expect(shown).toContain('This does not seem to fit our records');
    expect(shown).toContain('市役所で確かめた内容と違うようです');
    expect(shown).toMatch(/value="fields.builder_name" checked/);
    expect(await sent.statusNow()).toBe('in_review');
    expect((await sent.take(browser, 'return', fields)).statusCode).toBe(303);
    expect(await sent.statusNow()).toBe('returned');
    const status = unescaped((await sent.resident.get(sent.status)).body);
    expect(status).toContain('This does not seem to fit our records');
    const page = await sent.page(browser);
    expect(page).toContain('差し戻しました：2か所');
    expect(page).toContain('差し戻したところを直す');
  });

  it('needs other eyes for an approval, and the approval before a grant', async () => {
    const sent = await officeCase(site, ID);
    const first = await manager();
    const second = await manager();
    await sent.take(first.browser, 'take-up');
    expect(await sent.page(first.browser)).toContain('あなたが確認を始めた申請です。');
    const own = await sent.take(first.browser, 'approve');
    expect(own.statusCode).toBe(409);
    expect((await sent.take(first.browser, 'grant')).statusCode).toBe(409);
    expect(await sent.statusNow()).toBe('in_review');
    expect((await sent.take(second.browser, 'approve')).statusCode).toBe(303);
    expect(await sent.statusNow()).toBe('approved');
  });

  it('refuses with reasons and 教示 only', async () => {
    const sent = await officeCase(site, ID, 'pt-BR');
    const { browser } = await worker();
    await sent.take(browser, 'take-up');
    const none = await sent.take(browser, 'refuse', { text: ' ' });
    expect(none.statusCode).toBe(422);
    expect(none.body).toContain('認めない理由を書いてください。');
    const text = '対象の工事ではないため。';
    const preview = await sent.take(browser, 'refuse', { text }, 'preview');
    expect(preview.body).toContain('審査請求');
    expect(preview.body).toMatch(/lang="pt-BR"/);
    expect((await sent.take(browser, 'refuse', { text })).statusCode).toBe(303);
    expect(await sent.statusNow()).toBe('refused');
  });

  it('shows what changed since a form was opened, and goes on if that is wanted', async () => {
    const sent = await officeCase(site, ID);
    const [a, b] = [await worker(), await worker()];
    await sent.take(a.browser, 'take-up');
    const form = hiddenFields((await a.browser.get(`${sent.url}/refuse`)).body);
    await sent.take(b.browser, 'paper', { attachment: 'quotation' });
    const text = '対象ではないため。';
    const fields = { _csrf: form['_csrf'], seq: form['seq'], text, intent: 'send' };
    const stale = await a.browser.post(`${sent.url}/refuse`, fields);
    expect(stale.statusCode).toBe(409);
    expect(stale.body).toContain('開いている間に、申請が進みました');
    expect(stale.body).toContain('紙の書類が届きました：見積書');
    expect(await sent.statusNow()).toBe('in_review');
    const again = hiddenFields(stale.body);
    expect(again['text']).toBe(text);
    expect((await a.browser.post(`${sent.url}/refuse`, again)).statusCode).toBe(303);
    expect(await sent.statusNow()).toBe('refused');
  });

  it('does not go on with what is impossible by now', async () => {
    const sent = await officeCase(site, ID);
    const [a, b] = [await worker(), await worker()];
    await sent.take(a.browser, 'take-up');
    const { _csrf, seq } = hiddenFields((await a.browser.get(`${sent.url}/refuse`)).body);
    await sent.take(b.browser, 'refuse', { text: '理由' });
    const fields = { _csrf, seq, item: 'fields.builder_name', intent: 'send' };
    const stale = await a.browser.post(`${sent.url}/return`, fields);
    expect(stale.statusCode).toBe(409);
    expect(stale.body).toContain('いまの状況では、「差し戻す」はできません。');
  });

  it('can be taken back within a minute, by whoever took it', async () => {
    const sent = await officeCase(site, ID);
    const [a, b] = [await worker(), await worker()];
    await sent.take(a.browser, 'take-up');
    await sent.take(a.browser, 'refuse', { text: '間違えた理由' });
    expect(await sent.page(b.browser)).not.toContain('までは取り消せます');
    const page = await sent.page(a.browser);
    expect(page).toContain('12:01:00までは取り消せます');
    const undo = hiddenFields(
      page.slice(page.indexOf('class="case-undo"'), page.indexOf('case-columns')),
    );
    expect((await b.browser.post(`${sent.url}/undo`, undo)).statusCode).not.toBe(303);
    later(30);
    expect((await a.browser.post(`${sent.url}/undo`, undo)).statusCode).toBe(303);
    expect(await sent.statusNow()).toBe('in_review');
    expect(await sent.page(a.browser)).toContain('取り消し済み');
    const status = unescaped((await sent.resident.get(sent.status)).body);
    expect(status).not.toContain('間違えた理由');
    expect(status).not.toContain('認められませんでした');
    await sent.take(a.browser, 'refuse', { text: '正しい理由' });
    later(61);
    expect(await sent.page(a.browser)).not.toContain('までは取り消せます');
    const late = { ...undo, seq: '5' };
    expect((await a.browser.post(`${sent.url}/undo`, late)).statusCode).toBe(409);
    expect(await sent.statusNow()).toBe('refused');
    site.clock.set(start);
  });

  it('records a withdrawal that the resident asked for, with how', async () => {
    const sent = await officeCase(site, ID, 'en');
    const { browser } = await worker();
    expect((await sent.take(browser, 'withdraw', { text: '' })).statusCode).toBe(422);
    const text = '11月21日に電話で申し出がありました。';
    expect((await sent.take(browser, 'withdraw', { text })).statusCode).toBe(303);
    expect(await sent.statusNow()).toBe('withdrawn');
    const page = await sent.page(browser);
    expect(page).toContain('取り下げました');
    expect(page).toContain(text);
  });

  it('shows field by field what a correction changed', async () => {
    const sent = await officeCase(site, ID);
    const { browser } = await worker();
    await sent.take(browser, 'take-up');
    await sent.take(browser, 'return', { item: ['fields.builder_name'] });
    const form = await sent.begin(sent.resident, 'correction');
    const typed = { ...inputsOf(form.page.body), builder_name: '株式会社なおす' };
    const check = await sent.resident.follow(
      await sent.resident.post(form.path, { ...form.hidden, ...typed, intent: 'next' }),
      form.path,
    );
    await sent.resident.post(check.path, { ...check.hidden, intent: 'submit' });
    const page = await sent.page(browser);
    expect(page).toMatch(/<ins>株式会社なおす<\/ins>/);
    expect(page).toContain('直した</span>');
    expect(page).toContain('直したものが届きました');
  });
});
