// The office's lists and its search at two sizes: what they cost must not grow with the town's years.
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import autocannon from 'autocannon';
import { officePaths } from '../../server/http/office-paths.ts';
import { encodeForm, hiddenFields } from '../support/http-resident.ts';
import { startServer } from '../support/server.ts';
import { medianOf } from './measure.ts';
import type { Row } from './print-table.ts';
import { signIn } from './signed-in.ts';

const ROOT = resolve(import.meta.dirname, '../..');
export const CONNECTIONS = 10;
const SECONDS = 5;
export const SMALL = 10_000;
/** Of the section with the most cases. */
const LOGIN = 'kodomo-tanto';
const NAMES = [
  ['佐藤 翔太', '渡邊 美咲', '𠮷田 蓮', '高橋 結衣', '斎藤 誠', '山﨑 さくら', '長谷川 一郎'],
  ['やまだ はなこ', 'さとうしょうた', 'ﾀﾅｶ ﾀﾛｳ', 'オオノ ヒロシ', 'すずきあい', 'グエン ミン'],
].flat();

/** A town with so many made-up applications; made once, because it takes minutes. */
export function townOf(applications: number): string {
  const dataDir = join(ROOT, '.tmp', `office-${applications}`);
  const complete = join(dataDir, 'complete');
  if (existsSync(complete)) return dataDir;
  rmSync(dataDir, { recursive: true, force: true });
  const started = performance.now();
  const command = [join(ROOT, 'server/cli/db-seed.ts'), '--applications', String(applications)];
  const env = { ...process.env, DATA_DIR: dataDir, LOG_LEVEL: 'error' };
  const { status } = spawnSync(process.execPath, command, {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error(`db:seed ended with ${status}`);
  writeFileSync(complete, '');
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log(`${applications} applications made up in ${seconds} s`);
  return dataDir;
}

type Load = Omit<Parameters<typeof autocannon>[0], 'connections' | 'duration'>;

/** Milliseconds that 99 of 100 answers stay below; the median of three rounds. */
export async function p99(load: Load): Promise<number> {
  await autocannon({ ...load, connections: CONNECTIONS, duration: 2 });
  return medianOf(async () => {
    const result = await autocannon({ ...load, connections: CONNECTIONS, duration: SECONDS });
    const others = Object.keys(result.statusCodeStats).filter((code) => code !== '200');
    if (others.length > 0 || result.errors > 0) {
      throw new Error(`${load.url} answered ${others.join(', ')} and ${result.errors} errors`);
    }
    return result.latency.p99;
  });
}

interface Times {
  readonly list: number;
  readonly closed: number;
  readonly search: number;
}

async function measureTown(prefix: readonly string[], applications: number): Promise<Times> {
  const dataDir = townOf(applications);
  const cookie = await signIn(dataDir, LOGIN);
  // As in production: the staff's side is a process of its own.
  const env = { LOG_LEVEL: 'error', SURFACES: 'staff' };
  const server = await startServer({ prefix, env, dataDir });
  try {
    const headers = { cookie, accept: 'text/html', origin: server.url };
    const url = (path: string) => server.url + path;
    const page = await (await fetch(url(officePaths.cases()), { headers })).text();
    const { _csrf } = hiddenFields(page);
    const requests = NAMES.map((q) => ({
      method: 'POST' as const,
      path: officePaths.caseSearch(),
      headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
      body: encodeForm({ _csrf, q }),
    }));
    return {
      list: await p99({ url: url(officePaths.cases()), headers }),
      closed: await p99({ url: url(officePaths.cases('queue=closed')), headers }),
      search: await p99({ url: server.url, requests }),
    };
  } finally {
    await server.stop();
  }
}

/** `BENCH_APPLICATIONS` is the larger size (100,000; the wanted one is 1,000,000). */
export async function officeRows(prefix: readonly string[]): Promise<Row[]> {
  const many = Number(process.env['BENCH_APPLICATIONS'] ?? 100_000);
  const few = await measureTown(prefix, SMALL);
  const large = await measureTown(prefix, many);
  const size = (n: number) => n.toLocaleString('en');
  const on = `${CONNECTIONS} connections, p99, ms`;
  return [
    { what: `inbox page at ${size(SMALL)}, ${on}`, value: few.list, most: 50 },
    { what: `inbox page at ${size(many)}, ${on}`, value: large.list, most: 50 },
    { what: 'times that', value: large.list / few.list, most: 1.5 },
    { what: `closed cases at ${size(many)}, ${on}`, value: large.closed, most: 50 },
    { what: `search by name at ${size(SMALL)}, ${on}`, value: few.search, most: 100 },
    { what: `search by name at ${size(many)}, ${on}`, value: large.search, most: 100 },
  ];
}
