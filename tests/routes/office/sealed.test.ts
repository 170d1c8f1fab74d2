import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDraft } from '../../../server/domain/applications/start-draft.ts';
import { submitApplication } from '../../../server/domain/applications/submit-application.ts';
import { takeUpApplication } from '../../../server/domain/cases/take-up-application.ts';
import { computeJourney } from '../../../server/domain/procedures/journey.ts';
import { makeSealingKey } from '../../../server/integrations/sealing/age.ts';
import { recipientOf } from '../../../server/routes/apply/seal-case.ts';
import { apiSystem } from '../../support/api-system.ts';
import { SMALL_PNG } from '../../support/multipart.ts';
import { type OfficeApp, officeApp } from '../../support/office-app.ts';
import { everyText } from '../../support/raw-database.ts';
import { procedureOf } from '../../support/sample-town.ts';
import { SEALED_ANSWERS, SECRETS, sendSealed } from '../../support/sealed-scene.ts';
import { sourcesBelow } from '../../support/source-tree.ts';
import { unzip } from '../../support/unzip.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const IDENTITY = join(ROOT, 'tests/fixtures/sealing-identity.txt');
const run = promisify(execFile);

let site: OfficeApp;
let resident: ReturnType<OfficeApp['resident']>;
let worker: Awaited<ReturnType<OfficeApp['member']>>;
let sent: Awaited<ReturnType<typeof sendSealed>>;
const folder = mkdtempSync(join(tmpdir(), 'madoguchi-sealed-'));

beforeAll(async () => {
  site = await officeApp();
  resident = site.resident();
  worker = await site.member({ role: 'case_worker', section: 'child' });
  sent = await sendSealed(site, resident);
});
afterAll(async () => {
  await site.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a sealed procedure', () => {
  it('says before and after that nobody here can read what is sent', async () => {
    expect(sent.check).toContain('your answers and documents are sealed');
    expect(sent.done).toContain('Only that section can open it');
    const status = await resident.get(`/en/status/${sent.id}`);
    expect(status.body).toContain('Only that section can open it');
    for (const secret of SECRETS) expect(status.body).not.toContain(secret);
    expect(status.body).not.toContain('application.pdf');
    expect((await resident.get(`/en/status/${sent.id}/application.pdf`)).statusCode).toBe(404);
  });

  it('leaves nothing in the database that the portal’s keys open, but the address of its one mail', () => {
    const found = [...everyText(site.dataDir, site.services.config.dataKeys)].flatMap(
      ([table, text]) =>
        SECRETS.filter((secret) => text.includes(secret)).map((secret) => `${table}: ${secret}`),
    );
    expect(found).toEqual(['outbox: himitsu@example.jp']);
    const mail = everyText(site.dataDir, site.services.config.dataKeys).get('outbox') ?? '';
    expect(mail).toContain('An application to City Hall');
    expect(mail).not.toContain('violence');
  });

  it('leaves attachments that the portal’s keys don’t open', async () => {
    const { attachmentFiles } = site.services;
    const names = readdirSync(join(site.dataDir, 'attachments'));
    expect(names).toEqual([sent.file]);
    await expect(attachmentFiles.open(sent.file)).rejects.toThrow();
    const content = await attachmentFiles.openSealed(sent.file);
    expect(content.subarray(0, 21).toString()).toBe('age-encryption.org/v1');
    expect(content.includes(Buffer.from(SMALL_PNG.content.subarray(0, 8)))).toBe(false);
  });

  it('stands in the list without a name, and is found by none', async () => {
    const list = await worker.browser.get('/office/cases');
    expect(list.body).toContain(sent.number);
    expect(list.body).toContain('（封印）');
    const { hidden, path } = await worker.browser.open('/office/cases/search');
    const found = await worker.browser.post(path, { ...hidden, q: 'ひみつの名前' });
    expect(found.body).not.toContain(sent.number);
  });

  it('gives its age files on the case’s screen, and that is written down', async () => {
    const page = await worker.browser.get(`/office/cases/${sent.id}`);
    expect(page.body).toContain('課の鍵で封をしてあります');
    for (const secret of SECRETS) expect(page.body).not.toContain(secret);
    const path = `/office/cases/${sent.id}/sealed/${sent.number}.age`;
    const file = await worker.browser.get(path);
    expect(file.headers['content-disposition']).toBe(`attachment; filename="${sent.number}.age"`);
    const { entries } = await site.services.stores.audit.page({ about: [sent.id] }, null, 100);
    expect(entries.map(({ action }) => action)).toContain('case.sealed_fetched');
    expect((await worker.browser.get(`/office/cases/${sent.id}/application.pdf`)).statusCode).toBe(
      404,
    );
    const other = await site.member({ role: 'case_worker', section: 'care' });
    expect((await other.browser.get(path)).statusCode).toBe(403);
  });

  it('is dealt with like any other, but not returned for correction', async () => {
    const { stores, clock } = site.services;
    await takeUpApplication(stores, clock, { applicationId: sent.id, by: 'staff:a' });
    const page = await worker.browser.get(`/office/cases/${sent.id}`);
    expect(page.body).not.toContain('差し戻す');
    const forced = await worker.browser.get(`/office/cases/${sent.id}/return`);
    expect(forced.statusCode).toBeGreaterThanOrEqual(400);
  });

  it('is never sent in plain: not without its seal, not without a key to seal with', async () => {
    const { stores, clock, library } = site.services;
    const procedure = procedureOf(library, 'dv-consultation');
    const answers = { ...SEALED_ANSWERS, has_evidence: false };
    const today = '2026-11-21';
    const journey = computeJourney(procedure, answers, { today });
    const input = { procedure, locale: 'ja' as const, sessionHash: 's', today, answers };
    const draft = await startDraft(stores, clock, input);
    const fee = { yen: 0, lines: [] };
    const sending = { procedure, draft, journey, sessionHash: 's', today, fee, booking: null };
    await expect(submitApplication(stores, clock, sending)).rejects.toThrow('without its seal');
    expect(await stores.applications.find(draft.id)).toBeUndefined();
    const keyless = { ...library, municipality: { ...library.municipality, sections: {} } };
    expect(() => recipientOf({ library: keyless }, procedure)).toThrow('procedure_closed');
  });

  it('reaches another system as it is', async () => {
    const system = await apiSystem(site);
    const record = (await system.get(`/applications/${sent.id}`)).json();
    expect(record).toMatchObject({ items: {}, attachments: [] });
    const [{ body } = { body: Buffer.alloc(0) }] = await site.services.stores.sealedAnswers.listFor(
      sent.id,
    );
    expect(Buffer.from(record.sealed.body, 'base64')).toEqual(body);
    const file = await system.get(`/applications/${sent.id}/attachments/${sent.file}`);
    expect(file.headers['content-type']).toBe('application/octet-stream');
    expect((await system.get(`/applications/${sent.id}/form.pdf`)).statusCode).toBe(404);
  });
});

/** Asks for a file of the sealed procedure, and fetches it. */
async function exported(): Promise<ReadonlyMap<string, Buffer>> {
  const { browser } = worker;
  const wanted = { procedure: 'dv-consultation', from: '2026-11-01', to: '2026-11-30' };
  const { hidden } = await browser.open('/office/exports');
  const table = await browser.post('/office/exports', { ...hidden, ...wanted, format: 'csv' });
  expect([table.statusCode, table.body]).toEqual([422, expect.stringContaining('形式は ZIP')]);
  const started = await browser.post('/office/exports', { ...hidden, ...wanted, format: 'zip' });
  const path = String(started.headers.location);
  const state = async () => (await browser.get(path)).headers['refresh'];
  await expect.poll(state).toBeUndefined();
  return unzip((await browser.post(`${path}/file`, hidden)).rawPayload);
}

async function unseal(key: string, out: string, ...files: string[]) {
  const command = join(ROOT, 'server/cli/unseal.ts');
  const args = [command, '--key', key, '--out', join(folder, out), ...files];
  // Nothing of the portal is there: no data folder, no keys, no other place than this.
  const options = { cwd: folder, env: { PATH: '/nowhere' } };
  const said = await run(process.execPath, args, options).catch((error) => error);
  return { code: said.code ?? 0, text: `${said.stdout}${said.stderr}` };
}

describe('npm run unseal', () => {
  it('opens an export where there is no portal: answers, table and photo', async () => {
    const entries = await exported();
    expect([...entries.keys()].sort()).toEqual(
      [`${sent.number}/${sent.number}.age`, `${sent.number}/${sent.file}.age`].sort(),
    );
    for (const [name, content] of entries) {
      mkdirSync(join(folder, 'zip', dirname(name)), { recursive: true });
      writeFileSync(join(folder, 'zip', name), content);
    }
    const { code, text } = await unseal(IDENTITY, 'opened', 'zip');
    expect([code, text]).toEqual([0, expect.stringContaining('申請 1件、添付した書類 1件')]);
    const opened = (name: string) => readFileSync(join(folder, 'opened', name));
    const record = JSON.parse(opened(`${sent.number}/record.json`).toString('utf8'));
    expect(record).toMatchObject({
      schema: 'madoguchi.sealed.v1',
      number: sent.number,
      procedure: 'dv-consultation',
      locale: 'en',
      answers: SEALED_ANSWERS,
    });
    expect(record.labelled[0].answers[1]).toEqual({
      label: 'いちばん相談したいこと',
      value: '夫、妻、恋人などのこと',
    });
    expect(opened('dv-consultation.csv').toString('utf8')).toContain("'=ひみつの話");
    const photo = opened(`${sent.number}/evidence-1-ひみつの写真.png`);
    expect(photo.subarray(0, 8)).toEqual(Buffer.from(SMALL_PNG.content.subarray(0, 8)));
  });

  it('leans on nothing that opens a database or the portal’s keys', () => {
    const files = new Map(sourcesBelow('server').map((file) => [file.path, file]));
    const reached = new Set<string>();
    const visit = (path: string) => {
      if (reached.has(path)) return;
      reached.add(path);
      for (const line of files.get(path)?.imports ?? []) if (!line.typeOnly) visit(line.target);
    };
    visit('server/cli/unseal.ts');
    expect([...reached]).toContain('server/integrations/sealing/age.ts');
    const foreign = /^server\/(storage\/|services\.ts|http\/|routes\/|lib\/key-ring)/;
    expect([...reached].filter((path) => foreign.test(path))).toEqual([]);
  });

  it('opens nothing with another key, and nothing that was changed', async () => {
    const { identity } = await makeSealingKey();
    const other = join(folder, 'other.txt');
    writeFileSync(other, `${identity}\n`);
    const wrong = await unseal(other, 'wrong', 'zip');
    expect([wrong.code, wrong.text]).toEqual([1, expect.stringContaining('この鍵では開けません')]);
    const whole = readFileSync(join(folder, 'zip', sent.number, `${sent.number}.age`));
    whole[whole.length - 30] = (whole[whole.length - 30] as number) ^ 1;
    writeFileSync(join(folder, 'changed.age'), whole);
    const changed = await unseal(IDENTITY, 'changed', 'changed.age');
    expect([changed.code, changed.text]).toEqual([1, expect.stringContaining('書きかえられて')]);
    expect(readdirSync(join(folder, 'wrong'))).toEqual([]);
    expect(readdirSync(join(folder, 'changed'))).toEqual([]);
  });
});
