import { randomUUID } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anchorAudit } from '../../../server/jobs/anchor-audit.ts';
import { sentCase } from '../../support/case-desk.ts';
import { type OfficeApp, officeApp } from '../../support/office-app.ts';

let site: OfficeApp;
let auditor: Awaited<ReturnType<OfficeApp['member']>>;
let clerk: Awaited<ReturnType<OfficeApp['member']>>;
let sent: { id: string; number: string };

const log = async (action: string, subject: string, detail: Record<string, string> = {}) =>
  site.services.stores.audit.append({
    at: site.clock.now(),
    actor: `staff:${clerk.login}`,
    action,
    subject,
    detail,
  });

/** Rows of the page's table as texts. */
function rows(body: string): string[][] {
  return [...body.matchAll(/<tr><td class="number[^"]*">.*?<\/tr>/gs)].map(([row]) =>
    [...row.matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, text]) => text ?? ''),
  );
}

beforeAll(async () => {
  site = await officeApp();
  auditor = await site.member({ role: 'auditor', name: '監査 太郎' });
  clerk = await site.member({ role: 'case_worker', section: 'environment', name: '環境 花子' });
  const { applicationId: id } = await sentCase(site, 'dog-death');
  const numbers = await site.services.stores.audit.receiptNumbers([id]);
  sent = { id, number: numbers.get(id) ?? '' };
  await log('case.viewed', id);
  await log('cases.listed', '', { query: 'queue=new', ids: `${id},${randomUUID()}` });
});
afterAll(() => site.close());

const open = async (query = '') => auditor.browser.get(`/office/audit${query}`);

describe('the page of the log', () => {
  it('shows who did what, in words, the newest first', async () => {
    const { statusCode, body } = await open();
    expect(statusCode).toBe(200);
    const [first, second] = rows(body);
    expect(first?.slice(2, 4)).toEqual([`環境 花子（${clerk.login}）`, '申請の一覧を見た']);
    expect(second?.slice(2, 5)).toEqual([`環境 花子（${clerk.login}）`, '申請を見た', sent.number]);
  });

  it('is for auditors', async () => {
    expect((await clerk.browser.get('/office/audit')).statusCode).toBe(403);
    expect((await clerk.browser.get('/office/audit/export.csv')).statusCode).toBe(403);
    expect((await clerk.browser.get('/office/audit/access')).statusCode).toBe(403);
  });

  it('finds everything about a case by its receipt number, lists too', async () => {
    const found = rows((await open(`?about=${sent.number}`)).body).map((row) => row[3]);
    expect(found).toContain('申請の一覧を見た');
    expect(found).toContain('申請を見た');
    expect(found).toContain('申請を受け付けた');
  });

  it('finds what one person did, of one kind, on some days', async () => {
    const who = encodeURIComponent(`staff:${clerk.login}`);
    const found = rows((await open(`?who=${who}&kind=read&from=2026-11-21&to=2026-11-21`)).body);
    expect(found.map((row) => row[3])).toEqual(['申請の一覧を見た', '申請を見た']);
    expect(rows((await open(`?who=${who}&to=2026-11-20`)).body)).toEqual([]);
    expect((await open(`?who=${who}&to=2026-11-20`)).body).toContain('この条件の記録はありません');
  });

  it('says what to do when a question can not be read, and keeps it', async () => {
    const { statusCode, body } = await open('?from=2026-13-01&about=nobody');
    expect(statusCode).toBe(422);
    expect(body).toContain('例：2026-11-21');
    expect(body).toContain('受付番号か、職員のログイン名を入力してください');
    expect(body).toContain('value="nobody"');
  });

  it('is one entry itself, which names the question and never what was typed', async () => {
    const { audit } = site.services.stores;
    const before = (await audit.head())?.seq ?? 0;
    await open(`?about=${sent.number}`);
    expect((await audit.head())?.seq).toBe(before + 1);
    const [entry] = (await audit.page({}, null, 1)).entries;
    expect(entry).toMatchObject({
      actor: `staff:${auditor.login}`,
      action: 'audit.viewed',
      detail: { about: sent.id },
    });
  });

  it('goes back page by page', async () => {
    for (let n = 0; n < 60; n += 1) await log('case.viewed', 'x');
    const { body } = await open('?kind=read');
    expect(rows(body)).toHaveLength(50);
    const older = /href="\/office\/audit\?([^"]*before=\d+)"/.exec(body)?.[1] ?? '';
    const next = await open(`?${older.replaceAll('&amp;', '&')}`);
    const seen = [...rows(body), ...rows(next.body)].map((row) => Number(row[0]));
    expect(seen).toHaveLength(62);
    expect(new Set(seen).size).toBe(62);
    expect([...seen].sort((a, b) => b - a)).toEqual(seen);
  });
});

describe('files of the log', () => {
  it('hold the chosen entries, oldest first, and can not run anything', async () => {
    await log('case.viewed', '=1+1');
    const who = encodeURIComponent(`staff:${clerk.login}`);
    const reply = await auditor.browser.get(`/office/audit/export.csv?who=${who}&kind=read`);
    expect(reply.headers['content-disposition']).toBe(
      'attachment; filename="audit-log-20261121.csv"',
    );
    expect(reply.body.charCodeAt(0)).toBe(0xfeff);
    const lines = parse(reply.body, { bom: true, columns: true }) as Record<string, string>[];
    expect(lines).toHaveLength(63);
    expect(lines[0]).toMatchObject({ したこと: '申請を見た', '受付番号・職員': sent.number });
    expect(lines.at(-1)?.['ID']).toBe("'=1+1");
  });

  it('say who had which case before their eyes, for the report of a leak', async () => {
    const query = `about=${sent.number}&from=2026-11-01`;
    const csv = await auditor.browser.get(`/office/audit/breach-report.csv?${query}`);
    const lines = parse(csv.body, { bom: true, columns: true }) as Record<string, string>[];
    expect(lines.map((line) => [line['だれが'], line['したこと'], line['受付番号']])).toEqual([
      [`環境 花子（${clerk.login}）`, '申請を見た', sent.number],
      [`環境 花子（${clerk.login}）`, '申請の一覧を見た', sent.number],
    ]);
    const text = (await auditor.browser.get(`/office/audit/breach-report.txt?${query}`)).body;
    expect(text).toContain(`環境 花子（${clerk.login}）`);
    expect(text).toContain('見た申請：1件（2回）');
    const [entry] = (await site.services.stores.audit.page({}, null, 1)).entries;
    expect(entry?.action).toBe('audit.breach_report_exported');
  });
});

describe('the list of who may do what', () => {
  it('says since when, and who has not been here for long', async () => {
    const { body } = await auditor.browser.get('/office/audit/access');
    expect(body).toContain('監査 太郎');
    expect(body).toContain('環境課 担当者');
    expect(body).toContain('2000年1月1日');
    expect(body).toContain('90日以上ありません');
    await log('staff.signed_in', clerk.id);
    const after = (await auditor.browser.get('/office/audit/access')).body;
    const row = after.slice(after.indexOf('環境 花子'));
    expect(row.slice(0, row.indexOf('</tr>'))).toContain('2026年11月21日');
  });
});

describe('anchors', () => {
  it('are written by the day and shown as a paper', async () => {
    const errors: unknown[] = [];
    await anchorAudit(site.services, { error: (...args: unknown[]) => void errors.push(args) });
    expect(errors).toEqual([]);
    const page = (await open()).body;
    expect(page).toContain('つながっています');
    const paper = await auditor.browser.get('/office/audit/anchors/2026-11-21');
    expect(paper.body).toContain('2026年11月21日（令和8年・土）');
    expect(paper.body).toMatch(/seq: \d+/);
    expect((await auditor.browser.get('/office/audit/anchors/2026-11-20')).statusCode).toBe(404);
    expect((await auditor.browser.get('/office/audit/anchors/..%2Fx')).statusCode).toBe(404);
  });
});
