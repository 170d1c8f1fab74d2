// npm run bench [-- office | export | builder | webhooks]: prints what this machine serves beside what it could at best, in one run.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { todayInTokyo } from '../../server/lib/jst-date.ts';
import { madeUpAnswers } from '../support/made-up-answers.ts';
import { loadSampleTown, procedureOf } from '../support/sample-town.ts';
import { type RunningServer, startServer } from '../support/server.ts';
import { builderRows } from './builder-scene.ts';
import { exportRows } from './export-scene.ts';
import { indicatorRows } from './indicator-scene.ts';
import { bareFastifyRate, besideCommits } from './limits.ts';
import { medianOf, quantile, residentMiB } from './measure.ts';
import { officeRows } from './office-scene.ts';
import { printTable, type Row } from './print-table.ts';
import * as scenes from './scenes.ts';
import { webhookRows } from './webhook-scene.ts';
import { pageWeight } from './weight.ts';

const ROOT = resolve(import.meta.dirname, '../..');
/** A page with ten fields or so. */
const PAGE = {
  procedure: 'care-certification',
  example: 'day_before_the_65th_birthday_is_first_category',
  id: 'visit',
};
const CONNECTIONS = 50;

/** The server gets the first core for itself, and this load the second one. */
function pinToCores(): readonly string[] {
  const works = spawnSync('taskset', ['-cp', '1', String(process.pid)]).status === 0;
  return works && availableParallelism() > 0 ? ['taskset', '-c', '0'] : [];
}

const prefix = pinToCores();
// Beside the project, not in /tmp: that is memory on many machines, and commits there cost nothing.
mkdirSync(join(ROOT, '.tmp'), { recursive: true });
const folder = mkdtempSync(join(ROOT, '.tmp/bench-'));
const env = { TRUST_PROXY: 'true', LOG_LEVEL: 'error' };
const rows: Row[] = [];
let server: RunningServer | undefined;

/** What is asked for; the office takes minutes to make up, so it is measured when it is asked for. */
const asked = process.argv[2] ?? process.env['BENCH'];

async function measureResidents(): Promise<void> {
  const first = await startServer({ prefix, env, dataDir: folder });
  await first.stop();
  server = await startServer({ prefix, env, dataDir: folder });
  const procedure = procedureOf(await loadSampleTown(), PAGE.procedure);
  const answers = madeUpAnswers(procedure, PAGE.example, todayInTokyo(new Date()));
  const scene = { url: server.url, procedure, answers };

  const page = await scenes.formPageRate(scene, PAGE.id);
  const bare = await bareFastifyRate(prefix, page.bytes);
  const invalid = await scenes.invalidPostRate(scene, PAGE.id);
  const saved = await besideCommits(prefix, folder, await scenes.savedPosts(scene, PAGE.id, 8));
  const one = await besideCommits(prefix, folder, await scenes.submissions(scene, 1));
  const many = await medianOf(await scenes.submissions(scene, CONNECTIONS));
  const times = await scenes.journeyTimes(scene, 20, 10);
  const weight = await weigh(scene);
  const memory = residentMiB(server.process.pid ?? 0);

  const bareName = `bare Fastify, ${page.bytes} bytes`;
  rows.push(
    {
      what: 'GET of a form page with a session, /s',
      value: page.rate,
      limit: bare,
      of: bareName,
      least: 0.15,
    },
    {
      what: 'invalid POST (422), /s',
      value: invalid,
      limit: page.rate,
      of: 'that GET',
      least: 0.5,
    },
    {
      what: 'valid POST with its durable draft, /s',
      ...saved,
      least: 0.25,
    },
    {
      what: 'complete submission, 1 connection, /s',
      ...one,
      least: 0.25,
    },
    {
      what: `complete submission, ${CONNECTIONS} connections, /s`,
      value: many,
      limit: one.value,
      of: '1 connection',
      least: 1,
    },
    { what: 'answer at 20 journeys a second, p99, ms', value: quantile(times, 0.99), most: 20 },
    { what: 'form page, style and script, compressed, KiB', value: weight / 1024, most: 20 },
    { what: 'ready after, first start with its seed, ms', value: first.readyAfter },
    { what: 'ready after, ms', value: server.readyAfter, most: 2000 },
    { what: 'resident after the load, MiB', value: memory, most: 200 },
  );
}

async function measureExport(): Promise<Row[]> {
  const procedure = procedureOf(await loadSampleTown(), PAGE.procedure);
  const answers = madeUpAnswers(procedure, PAGE.example, todayInTokyo(new Date()));
  return exportRows(prefix, { procedure, answers, page: PAGE.id });
}

try {
  if (asked === 'office') rows.push(...(await officeRows(prefix)));
  else if (asked === 'indicators') rows.push(...(await indicatorRows(prefix)));
  else if (asked === 'export') rows.push(...(await measureExport()));
  else if (asked === 'builder') rows.push(...(await builderRows(prefix, folder)));
  else if (asked === 'webhooks') rows.push(...(await webhookRows(prefix, folder)));
  else {
    await measureResidents();
    await server?.stop();
    server = undefined;
    rows.push(...(await webhookRows(prefix, folder)));
  }
} finally {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function weigh(scene: scenes.Scene): Promise<number> {
  const { resident, path } = await scenes.openForm(scene, PAGE.id);
  const { body } = await resident.get(path);
  return pageWeight(scene.url + path, body, resident.cookie);
}

console.log(`\n${cpus()[0]?.model ?? 'unknown'} · Node ${process.versions.node}`);
console.log(
  prefix.length > 0
    ? 'server on core 0, load on core 1'
    : 'server and load share the cores (no taskset)',
);
printTable(rows);
