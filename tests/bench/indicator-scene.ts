// The pages of figures at two sizes of town: what they cost must not grow with its applications.
import { adminPaths } from '../../server/http/admin-paths.ts';
import { paths } from '../../server/http/paths.ts';
import { startServer } from '../support/server.ts';
import { CONNECTIONS, p99, SMALL, townOf } from './office-scene.ts';
import type { Row } from './print-table.ts';
import { signIn } from './signed-in.ts';

/** Reads figures, and may enter them. */
const LOGIN = 'tetsuzuki';

interface Times {
  readonly page: number;
  /** The admins' page, beside residents in one process. */
  readonly together: number;
  readonly data: number;
  readonly csv: number;
  /** Seconds until everything that was there before was counted. */
  readonly filled: number;
}

/** As a browser asks: what is sent has to be packed, too. */
const HEADERS = { accept: 'text/html', 'accept-encoding': 'gzip, deflate, br' };

/** As in production: the staff's side is a process of its own. */
async function measureAdmins(prefix: readonly string[], dataDir: string): Promise<number> {
  const cookie = await signIn(dataDir, LOGIN);
  const env = { LOG_LEVEL: 'error', SURFACES: 'staff' };
  const server = await startServer({ prefix, env, dataDir });
  try {
    return await p99({
      url: server.url + adminPaths.indicators(),
      headers: { ...HEADERS, cookie },
    });
  } finally {
    await server.stop();
  }
}

async function measureTown(prefix: readonly string[], applications: number): Promise<Times> {
  const dataDir = townOf(applications);
  const headers = { ...HEADERS, cookie: await signIn(dataDir, LOGIN) };
  const server = await startServer({ prefix, env: { LOG_LEVEL: 'error' }, dataDir });
  try {
    const url = (path: string) => server.url + path;
    const began = performance.now();
    await (await fetch(url(paths.openDataJson()))).text();
    const filled = (performance.now() - began) / 1000;
    return {
      page: await p99({ url: url(paths.indicators('ja')), headers }),
      together: await p99({ url: url(adminPaths.indicators()), headers }),
      data: await p99({ url: url(paths.openDataJson()), headers }),
      csv: await p99({ url: url(paths.openDataCsv()), headers }),
      filled,
    };
  } finally {
    await server.stop();
  }
}

/** `BENCH_APPLICATIONS` is the larger size (100,000; the wanted one is 1,000,000). */
export async function indicatorRows(prefix: readonly string[]): Promise<Row[]> {
  const many = Number(process.env['BENCH_APPLICATIONS'] ?? 100_000);
  const few = await measureTown(prefix, SMALL);
  const large = await measureTown(prefix, many);
  const dashboard = await measureAdmins(prefix, townOf(many));
  const size = (n: number) => n.toLocaleString('en');
  const on = `${CONNECTIONS} connections, p99, ms`;
  return [
    { what: `figures for everybody at ${size(SMALL)}, ${on}`, value: few.page, most: 50 },
    { what: `figures for everybody at ${size(many)}, ${on}`, value: large.page, most: 50 },
    { what: 'times that', value: large.page / few.page, most: 1.5 },
    { what: `figures for admins at ${size(many)}, ${on}`, value: dashboard, most: 50 },
    { what: `… and residents in the same process, ${on}`, value: large.together, most: 50 },
    { what: `open data, JSON, at ${size(many)}, ${on}`, value: large.data, most: 50 },
    { what: `open data, CSV, at ${size(many)}, ${on}`, value: large.csv, most: 50 },
    { what: `everything counted anew at ${size(many)}, s`, value: large.filled },
  ];
}
