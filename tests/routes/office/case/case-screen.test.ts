import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SQLITE_FILE } from '../../../../server/storage/sqlite-driver.ts';
import { hiddenFields } from '../../../support/http-resident.ts';
import { unescaped } from '../../../support/injected-resident.ts';
import { SMALL_PDF, SMALL_PNG } from '../../../support/multipart.ts';
import { type OfficeApp, officeApp } from '../../../support/office-app.ts';
import { officeCase } from '../../../support/office-case.ts';

let site: OfficeApp;
beforeAll(async () => {
  site = await officeApp();
});
afterAll(() => site.close());

const ID = 'care-home-modification';
const worker = (name = '見本 花子') => site.member({ role: 'case_worker', section: 'care', name });

describe('one application on one screen', () => {
  it('shows the answers in Japanese, and beside them what the resident saw', async () => {
    const sent = await officeCase(site, ID, 'vi');
    const { browser } = await worker();
    const page = await sent.page(browser);
    expect(page).toContain('住民が見た画面');
    expect(page).toMatch(/<td lang="vi">/);
    expect(page).toContain('Tiếng Việt');
    const japanese = await (await officeCase(site, ID)).page(browser);
    expect(japanese).not.toContain('住民が見た画面');
  });

  it('writes every opening down and shows who looked', async () => {
    const sent = await officeCase(site, ID);
    const { browser, login } = await worker('記録 太郎');
    await browser.get(sent.url);
    const { entries } = await site.services.stores.audit.page(
      { about: [sent.applicationId], actions: { any: ['case.viewed'], none: [] } },
      null,
      10,
    );
    expect(entries.map(({ actor, subject }) => [actor, subject])).toEqual([
      [`staff:${login}`, sent.applicationId],
    ]);
    expect(await sent.page(browser)).toMatch(/id="viewers">見た人[\s\S]*記録 太郎/);
  });

  it('is closed to other sections, and says whom to ask', async () => {
    const sent = await officeCase(site, ID);
    const { browser } = await site.member({ role: 'section_manager', section: 'child' });
    for (const path of ['', '/grant', '/return', '/application.pdf', '/individual-numbers']) {
      const reply = await browser.get(`${sent.url}${path}`);
      expect([path, reply.statusCode]).toEqual([path, 403]);
      expect(reply.body).toContain('この操作はできません');
    }
    const post = await browser.post(`${sent.url}/take-up`, { seq: '1', intent: 'send' });
    expect(post.statusCode).toBe(403);
    expect(await sent.statusNow()).toBe('received');
  });

  it('lets the counter look and say who came, and offers it nothing else', async () => {
    const sent = await officeCase(site, ID);
    const { browser } = await site.member({ role: 'counter', section: 'care' });
    const page = await sent.page(browser);
    expect(page).toContain('本人確認が要ります。まだしていません');
    expect(page).not.toContain('メモを書く');
    expect((await sent.take(browser, 'identity')).statusCode).toBe(422);
    const card = { how: 'counter', seen: 'my_number_card' };
    expect((await sent.take(browser, 'identity', card)).statusCode).toBe(303);
    const after = await sent.page(browser);
    expect(after).toContain('しました：窓口で、本人確認書類を見た（マイナンバーカード）（');
    expect(after).toContain('いま、あなたができる操作はありません。');
    expect((await browser.get(`${sent.url}/take-up`)).statusCode).toBe(403);
  });

  it('answers 404 for a case that is not there', async () => {
    const { browser } = await worker();
    expect((await browser.get('/office/cases/nothing')).statusCode).toBe(404);
  });

  it('keeps notes of staff to staff', async () => {
    const sent = await officeCase(site, ID);
    const { browser } = await worker('伝言 二郎');
    const { _csrf } = hiddenFields((await browser.get(sent.url)).body);
    const empty = await browser.post(`${sent.url}/notes`, { _csrf, text: ' ' });
    expect(empty.statusCode).toBe(422);
    const text = '本人に<電話>した。';
    const reply = await browser.post(`${sent.url}/notes`, { _csrf, text });
    expect(reply.statusCode).toBe(303);
    const page = await sent.page(browser);
    expect(page).toContain(text);
    expect(page).toContain('伝言 二郎');
    expect((await browser.get(sent.url)).body).not.toContain('<電話>');
    expect(unescaped((await sent.resident.get(sent.status)).body)).not.toContain(text);
  });

  it('prints the form as PDF', async () => {
    const sent = await officeCase(site, ID);
    const { browser } = await worker();
    const reply = await browser.get(`${sent.url}/application.pdf`);
    expect(reply.headers['content-type']).toBe('application/pdf');
    expect(reply.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('shows files that we made, with a policy under which nothing runs', async () => {
    const sent = await officeCase(site, ID);
    await sent.handIn('quotation', SMALL_PNG);
    await sent.handIn('drawings', SMALL_PDF);
    const { browser } = await worker();
    const page = await sent.page(browser);
    const files = [...page.matchAll(/href="(\/office\/cases\/[^/]+\/files\/[\w-]+)"/g)];
    const [picture = '', pdf = ''] = files.map(([, href]) => href);
    const reply = await browser.get(picture);
    expect(reply.statusCode).toBe(200);
    expect(reply.headers['content-type']).toBe('image/png');
    expect(reply.headers['content-disposition']).toMatch(/^inline;/);
    expect(reply.headers['content-security-policy']).toContain('sandbox');
    expect(reply.headers['x-content-type-options']).toBe('nosniff');
    expect((await browser.get(pdf)).headers['content-disposition']).toMatch(/^attachment;/);
    expect(page).toContain('PDFは、この画面では開きません。');
    expect((await browser.get(`${sent.url}/files/unknown`)).statusCode).toBe(404);
    const other = await officeCase(site, ID);
    const [, fileId = ''] = /\/files\/([\w-]+)/.exec(picture) ?? [];
    expect((await browser.get(`${other.url}/files/${fileId}`)).statusCode).toBe(404);
  });

  it('names a file of another kind, never shows it, and offers it for saving', async () => {
    const sent = await officeCase(site, ID);
    await sent.handIn('quotation', SMALL_PNG);
    const [file] = await site.services.stores.attachments.listFor(sent.applicationId);
    const { browser } = await worker();
    const db = new Database(join(site.dataDir, SQLITE_FILE));
    db.prepare("update attachments set type = 'text/html' where id = ?").run(file?.id);
    db.close();
    expect(await sent.page(browser)).toContain('この種類のファイルは表示しません。');
    const href = `${sent.url}/files/${file?.id}`;
    const reply = await browser.get(href);
    expect([reply.statusCode, reply.headers['content-type']]).toEqual([
      415,
      'text/html; charset=utf-8',
    ]);
    expect(reply.body).toContain('市で作り直した写真やPDFではありません');
    const saved = await browser.get(`${href}?save=1`);
    expect(saved.headers['content-type']).toBe('application/octet-stream');
    expect(saved.headers['content-disposition']).toMatch(/^attachment;/);
  });

  it('says it when a file is gone, on a page with the usual policy', async () => {
    const sent = await officeCase(site, ID);
    await sent.handIn('quotation', SMALL_PNG);
    const [file] = await site.services.stores.attachments.listFor(sent.applicationId);
    await site.services.attachmentFiles.remove(file?.id ?? '');
    const { browser } = await worker();
    const reply = await browser.get(`${sent.url}/files/${file?.id}`);
    expect(reply.statusCode).toBe(410);
    expect(reply.body).toContain('ファイルが見つからないか、壊れています');
    expect(reply.headers['content-security-policy']).toContain("script-src 'self'");
  });
});
