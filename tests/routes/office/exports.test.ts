import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { parse } from 'csv-parse/sync';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Application } from '../../../server/domain/applications/application.ts';
import { cellAsTyped } from '../../../server/domain/hand-over/cell-text.ts';
import { removeOldExports } from '../../../server/domain/hand-over/remove-old-exports.ts';
import { caseTable } from '../../../server/domain/hand-over/table-lines.ts';
import { applicationRecord } from '../../../server/domain/output/application-record.ts';
import { SMALL_PNG } from '../../support/multipart.ts';
import { type OfficeApp, officeApp } from '../../support/office-app.ts';
import { procedureOf } from '../../support/sample-town.ts';
import { submitCases } from '../../support/submitted-cases.ts';
import { unzip } from '../../support/unzip.ts';

const WANTED = { procedure: 'child-allowance', from: '2026-11-01', to: '2026-11-30' };

let site: OfficeApp;
let worker: Awaited<ReturnType<OfficeApp['member']>>;
let cases: readonly Application[];

beforeAll(async () => {
  site = await officeApp();
  worker = await site.member({ role: 'case_worker', section: 'child' });
  cases = await submitCases(site.services, 'child-allowance', 3);
});
afterAll(() => site.close());

type Member = typeof worker;
type Fields = Record<string, string | string[]>;

/** Sends a form with the token of this browser's session. */
async function send({ browser }: Member, path: string, fields: Fields = {}) {
  const { hidden } = await browser.open('/office/exports');
  return browser.post(path, { ...hidden, ...fields });
}

const start = (fields: Fields = {}, member: Member = worker) =>
  send(member, '/office/exports', { ...WANTED, ...fields });

/** The page of a job once it is no longer under way. */
async function made(fields: Fields = {}, member: Member = worker) {
  const reply = await start(fields, member);
  expect(reply.statusCode).toBe(303);
  const path = String(reply.headers.location);
  for (;;) {
    const page = await member.browser.get(path);
    if (page.headers['refresh'] === undefined) return { path, body: page.body };
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function fetched(fields: Fields = {}) {
  const { path } = await made(fields);
  const reply = await send(worker, `${path}/file`);
  expect(reply.statusCode).toBe(200);
  const state = async () => (await worker.browser.get(path)).body;
  await expect.poll(state).toContain('書き出し：受け取りました');
  return { path, bytes: reply.rawPayload, headers: reply.headers };
}

const rows = (text: string) =>
  (parse(text, { bom: true }) as string[][]).map((cells) => cells.map(cellAsTyped));

async function events(of: string) {
  const { audit } = site.services.stores;
  const { entries } = await audit.page({ about: [of] }, null, 100);
  return entries;
}

/** A picture that was handed in with that case. @returns its id */
async function attach(ownerId: string, name: string): Promise<string> {
  const { attachmentFiles, stores, clock } = site.services;
  const prepared = await attachmentFiles.receive(Readable.from([SMALL_PNG.content]), 'any');
  if (!('file' in prepared)) throw new Error(prepared.problem);
  const receivedAt = clock.now();
  const attachment = { ...prepared.file, ownerId, key: 'passbook', name, receivedAt };
  const event = {
    type: 'attachment_added',
    at: receivedAt,
    actor: 'resident',
    detail: {},
  } as const;
  await stores.cases.addAttachments({
    attachments: [attachment],
    room: { maxFiles: 5, maxBytes: 1_000_000 },
    decide: ({ application }) => ({ status: application.status, event }),
  });
  return prepared.file.id;
}

describe('an export', () => {
  it('is a table that, read again, equals the cases', async () => {
    const { bytes, headers, path } = await fetched();
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(headers['content-disposition']).toContain('child-allowance_2026-11-01_2026-11-30.csv');
    const [headings, ...lines] = rows(bytes.toString('utf8'));
    const table = caseTable(procedureOf(site.services.library, 'child-allowance'));
    expect(headings).toEqual(table.headings);
    const handed = await site.services.stores.handOver.read(cases.map(({ id }) => id));
    const expected = handed.flatMap((one) => table.lines(one));
    expect([...lines].sort()).toEqual([...expected].sort());
    const entries = await events(path.split('/').at(-1) as string);
    expect(entries.map(({ action }) => action).reverse()).toEqual([
      'export.started',
      'export.cases',
      'export.made',
      'export.fetched',
    ]);
    const named = entries.find(({ action }) => action === 'export.cases')?.detail['ids'];
    expect(String(named).split(' ').sort()).toEqual(cases.map(({ id }) => id).sort());
    expect(JSON.stringify(entries)).not.toContain('花子');
  });

  it('goes when it was fetched, and its cases are no longer new until they change', async () => {
    const { path } = await fetched();
    const again = await send(worker, `${path}/file`);
    expect(again.statusCode).toBe(303);
    const id = path.split('/').at(-1) as string;
    await expect
      .poll(() => readdirSync(join(site.dataDir, 'exports')).filter((name) => name.startsWith(id)))
      .toEqual([`${id}.json`]);
    const none = await made({ only_new: 'yes' });
    expect(none.body).toContain('あてはまる申請はありません');
    const [first] = cases as [Application];
    await site.services.stores.cases.take({
      applicationId: first.id,
      now: site.clock.now(),
      decide: () => ({
        status: 'in_review',
        event: { type: 'taken_up', at: site.clock.now(), actor: 'staff:x', detail: {} },
      }),
    });
    const one = await made({ only_new: 'yes' });
    expect(one.body).toContain('1件');
    const other = await made({ status: ['completed', 'refused'] });
    expect(other.body).toContain('あてはまる申請はありません');
  });

  it('as JSON gives the data records', async () => {
    const { bytes } = await fetched({ format: 'json' });
    const { records, procedure } = JSON.parse(bytes.toString('utf8'));
    expect(procedure).toBe('child-allowance');
    const compiled = procedureOf(site.services.library, 'child-allowance');
    const handed = await site.services.stores.handOver.read(
      (records as { id: string }[]).map(({ id }) => id),
    );
    const expected = handed.map(({ application, events: timeline }) => ({
      id: application.id,
      case_version: timeline.length,
      ...applicationRecord(compiled, application, timeline),
    }));
    expect(records).toEqual(expected);
    expect(records).toHaveLength(3);
  });

  it('as ZIP holds table, records, form and attachments', async () => {
    const [first] = cases as [Application];
    const file = await attach(first.id, '../通帳.png');
    const { bytes } = await fetched({ format: 'zip' });
    const entries = await unzip(bytes);
    const kept = await site.services.attachmentFiles.open(file);
    expect(entries.get(`${first.number}/passbook-1-__通帳.png`)).toEqual(kept);
    expect([...entries.keys()]).toContain(`${first.number}/application.pdf`);
    expect(entries.get(`${first.number}/application.pdf`)?.subarray(0, 5).toString()).toBe('%PDF-');
    expect(rows((entries.get('cases.csv') as Buffer).toString('utf8')).length).toBeGreaterThan(3);
    expect(entries.size).toBe(2 + 3 * 2 + 1);
  });

  it('in CP932 names what it can’t write, and gives nothing before somebody has agreed', async () => {
    const { path, body } = await made({ encoding: 'cp932' });
    expect(body).toContain('書けない文字が');
    expect(body).toContain('「𠮷」（U+20BB7）');
    for (const { number } of cases) expect(body).toContain(number);
    expect((await send(worker, `${path}/file`)).statusCode).toBe(303);
    await send(worker, `${path}/accept`);
    const reply = await send(worker, `${path}/file`);
    expect(reply.headers['content-type']).toBe('text/csv; charset=Shift_JIS');
    const text = iconv.decode(reply.rawPayload, 'cp932');
    expect(text).toContain('髙〓 花子');
    const entries = await events(path.split('/').at(-1) as string);
    expect(entries.map(({ action }) => action)).toContain('export.replacement_accepted');
  });

  it('lies sealed on the disk, and a changed file is not given out', async () => {
    const { path } = await made({ format: 'json' });
    const id = path.split('/').at(-1) as string;
    const file = join(site.dataDir, 'exports', `${id}.file`);
    const before = readFileSync(file);
    expect(before.includes('花子')).toBe(false);
    before[before.length - 40] = (before[before.length - 40] as number) ^ 1;
    writeFileSync(file, before);
    await send(worker, `${path}/file`).catch(() => undefined);
    expect(existsSync(file)).toBe(true);
    await send(worker, `${path}/cancel`);
    expect(existsSync(file)).toBe(false);
  });
});

describe('who may', () => {
  it('have a file: whoever made it, in their own section', async () => {
    const { path } = await made();
    const colleague = await site.member({ role: 'case_worker', section: 'child' });
    expect((await colleague.browser.get(path)).statusCode).toBe(403);
    const care = await site.member({ role: 'section_manager', section: 'care' });
    const page = await care.browser.get('/office/exports');
    expect(page.body).not.toContain('value="child-allowance"');
    const refused = await start({}, care);
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('手続を選んでください');
    expect((await worker.browser.get('/office/exports/no-such-job')).statusCode).toBe(404);
  });

  it('write out more than a hundred: the section’s manager', async () => {
    await submitCases(site.services, 'childcare-certification', 101);
    const fields = { procedure: 'childcare-certification' };
    const refused = await start(fields);
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('100件を超えます');
    const manager = await site.member({ role: 'section_manager', section: 'child' });
    expect((await made(fields, manager)).body).toContain('101件');
    const cancelled = await start(fields, manager);
    const path = String(cancelled.headers.location);
    await send(manager, `${path}/cancel`);
    await expect
      .poll(async () => (await manager.browser.get(path)).body)
      .toContain('書き出し：取り消しました');
  });

  it('see what was typed wrong', async () => {
    const reply = await start({ from: '2026-13-01', to: '2026-01-01' });
    expect(reply.statusCode).toBe(422);
    expect(reply.body).toContain('受付日を入力してください');
    expect(reply.body).toContain('value="2026-01-01"');
    const turned = await start({ from: '2026-12-01', to: '2026-11-01' });
    expect(turned.body).toContain('最後の日は');
  });
});

describe('files that nobody fetched', () => {
  it('go after a day', async () => {
    const { path } = await made();
    const id = path.split('/').at(-1) as string;
    const file = join(site.dataDir, 'exports', `${id}.file`);
    const { exportFiles: files, stores } = site.services;
    const later = (hours: number) => ({
      now: () => new Date(site.clock.now().getTime() + hours * 3_600_000),
    });
    await removeOldExports({ files, audit: stores.audit, clock: later(23) });
    expect(existsSync(file)).toBe(true);
    await removeOldExports({ files, audit: stores.audit, clock: later(25) });
    expect(existsSync(file)).toBe(false);
    expect((await worker.browser.get(path)).body).toContain('取り消しました');
    await removeOldExports({ files, audit: stores.audit, clock: later(24 * 8) });
    expect((await worker.browser.get(path)).statusCode).toBe(404);
  });
});
