import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { anchorAudit } from '../../server/jobs/anchor-audit.ts';
import { SQLITE_FILE } from '../../server/storage/sqlite-driver.ts';
import { sentCase } from '../support/case-desk.ts';
import { type OfficeApp, officeApp } from '../support/office-app.ts';

const run = promisify(execFile);
const SEVEN_YEARS_MS = 7 * 365 * 86_400_000;
let site: OfficeApp;
let old: { number: string; id: string };

/** A command on the site's data. @returns its exit code and what it said */
async function command(name: string, ...args: string[]) {
  const program = resolve(import.meta.dirname, `../../server/cli/${name}.ts`);
  const env = { ...process.env, DATA_DIR: site.dataDir, DATABASE_URL: '' };
  try {
    const { stdout, stderr } = await run(process.execPath, [program, ...args], { env });
    return { code: 0, said: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, said: stdout + stderr };
  }
}

/** Commands go by the machine's clock: the case is put back to seven years before it. */
beforeAll(async () => {
  site = await officeApp();
  const sent = await sentCase(site, 'dog-death');
  await sent.staff('take-up');
  await sent.staff('complete');
  const { id = '', number = '' } =
    (await site.services.stores.applications.find(sent.applicationId)) ?? {};
  old = { id, number };
  const then = Date.now() - SEVEN_YEARS_MS;
  const db = new Database(join(site.dataDir, SQLITE_FILE));
  db.prepare('update applications set submitted_at = ?, received_at = ?, closed_at = ?').run(
    then,
    then,
    then,
  );
  db.close();
  await anchorAudit(site.services, { error: (fault: unknown) => expect(fault).toBeUndefined() });
});
afterAll(() => site.close());

it('counts what is over its time, then deletes it with a certificate', async () => {
  expect(await command('retention')).toMatchObject({ code: 1 });
  const dry = await command('retention', '--dry-run');
  expect(dry.said).toContain('犬の死亡の届出（終わった・3年）：1件');
  expect(await site.services.stores.applications.find(old.id)).toBeDefined();
  const done = await command('retention', '--run');
  expect(done.said).toContain('消した申請：1件');
  const [name = ''] = readdirSync(join(site.dataDir, 'deletion-certificates'));
  const paper = readFileSync(join(site.dataDir, 'deletion-certificates', name), 'utf8');
  expect(paper).toContain(`${old.number}　犬の死亡の届出　終わった`);
  expect(paper).toContain('コマンド（npm run retention）');
  expect(await site.services.stores.applications.find(old.id)).toBeUndefined();
}, 180_000);

it('says who saw a case, also when it is deleted', async () => {
  const period = ['--from', '2026-11-01', '--to', '2026-11-30'];
  const { said } = await command('breach-report', ...period, '--subject', old.number, '--csv');
  expect(said).toContain('審査を始めた');
  expect(said).toContain(old.id);
  expect(await command('breach-report', '--from', '2026-11-31')).toMatchObject({ code: 1 });
  const unknown = await command('breach-report', ...period, '--subject', '9999-9999-9999');
  expect(unknown.said).toContain('受付番号 9999-9999-9999 の申請はありません');
}, 180_000);

it('compares the log with its anchors', async () => {
  expect((await command('audit-verify')).said).toMatch(/whole: \d+ entries, 1 anchors fit/);
  const folder = join(site.dataDir, 'audit-anchors');
  const [name = ''] = readdirSync(folder);
  const paper = readFileSync(join(folder, name), 'utf8');
  writeFileSync(join(folder, name), paper.replace(/seq: (\d+)/, 'seq: 1'));
  const { code, said } = await command('audit-verify');
  expect(code).toBe(1);
  expect(said).toContain('its entry reads otherwise');
}, 180_000);
