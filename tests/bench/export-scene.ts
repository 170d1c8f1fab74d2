// A file of 100,000 cases is written out while residents fill in their forms.
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { officePaths } from '../../server/http/office-paths.ts';
import { encodeForm, hiddenFields } from '../support/http-resident.ts';
import { startServer } from '../support/server.ts';
import { requestsPerSecond, residentMiB } from './measure.ts';
import type { Row } from './print-table.ts';
import { openForm, type Scene } from './scenes.ts';
import { signIn } from './signed-in.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const PROCEDURE = 'child-allowance';
const MANAGER = 'kodomo-kacho';

/** Made once, because it takes minutes. */
function townOf(applications: number): string {
  const dataDir = join(ROOT, '.tmp', `export-${applications}`);
  const complete = join(dataDir, 'complete');
  if (existsSync(complete)) return dataDir;
  rmSync(dataDir, { recursive: true, force: true });
  const command = [join(ROOT, 'tests/bench/make-export-town.ts'), PROCEDURE, String(applications)];
  const env = { ...process.env, DATA_DIR: dataDir };
  const { status } = spawnSync(process.execPath, command, { cwd: ROOT, env, stdio: 'inherit' });
  if (status !== 0) throw new Error(`the town ended with ${status}`);
  writeFileSync(complete, '');
  return dataDir;
}

/** The manager's browser, as far as exports need one. */
function manager(url: string, cookie: string) {
  const headers = { cookie, accept: 'text/html', origin: url };
  const get = async (path: string) => fetch(url + path, { headers });
  const post = async (path: string, fields: Record<string, string>) => {
    const { _csrf } = hiddenFields(await (await get(officePaths.exports())).text());
    const body = encodeForm({ _csrf, ...fields });
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    const init = { method: 'POST', headers: { ...headers, ...type }, body } as const;
    return fetch(url + path, { ...init, redirect: 'manual' });
  };
  return {
    async start(): Promise<string> {
      const fields = { procedure: PROCEDURE, from: '2020-01-01', to: '2027-12-31', format: 'csv' };
      const reply = await post(officePaths.exports(), fields);
      const job = reply.headers.get('location');
      if (job === null) throw new Error(`the export did not start: ${reply.status}`);
      return job;
    },
    underWay: async (job: string) => (await get(job)).headers.has('refresh'),
    cancel: (job: string) => post(`${job}/cancel`, {}),
  };
}

/** One export with nothing else to do. @returns seconds, and the most memory that the server had */
async function measureAlone(office: ReturnType<typeof manager>, pid: number) {
  const job = await office.start();
  const started = performance.now();
  let most = 0;
  while (await office.underWay(job)) {
    most = Math.max(most, residentMiB(pid));
    await sleep(500);
  }
  await office.cancel(job);
  return { seconds: (performance.now() - started) / 1000, most };
}

/** `BENCH_EXPORT` is the number of cases (100,000). */
export async function exportRows(
  prefix: readonly string[],
  { page, ...scene }: Omit<Scene, 'url'> & { readonly page: string },
): Promise<Row[]> {
  const cases = Number(process.env['BENCH_EXPORT'] ?? 100_000);
  const dataDir = townOf(cases);
  const cookie = await signIn(dataDir, MANAGER);
  const env = { TRUST_PROXY: 'true', LOG_LEVEL: 'error' };
  const server = await startServer({ prefix, env, dataDir });
  try {
    const office = manager(server.url, cookie);
    const { resident, path } = await openForm({ url: server.url, ...scene }, page);
    const rate = () =>
      requestsPerSecond({ url: server.url + path, status: 200, cookie: resident.cookie });
    const { seconds, most } = await measureAlone(office, server.process.pid ?? 0);
    const before = await rate();
    const job = await office.start();
    const during = await rate();
    if (!(await office.underWay(job)))
      throw new Error('the export was too short to measure beside');
    const memory = Math.max(most, residentMiB(server.process.pid ?? 0));
    await office.cancel(job);
    // A machine that does other things too is no measure by itself: the better of both ends.
    const without = Math.max(before, await rate());
    const size = cases.toLocaleString('en');
    return [
      { what: `CSV of ${size} cases, s`, value: seconds },
      { what: 'resident while it is made, MiB', value: memory, most: 300 },
      {
        what: 'GET of a form page beside it, /s',
        value: during,
        limit: without,
        of: 'without it',
        least: 0.7,
      },
    ];
  } finally {
    await server.stop();
  }
}
