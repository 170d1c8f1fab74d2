// The builder on the largest shipped definition: one change is saved, and all of it is checked again.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { adminPaths } from '../../server/http/admin-paths.ts';
import { encodeForm, hiddenFields } from '../support/http-resident.ts';
import { startServer } from '../support/server.ts';
import { quantile } from './measure.ts';
import type { Row } from './print-table.ts';
import { signIn } from './signed-in.ts';

const PROCEDURES = resolve(import.meta.dirname, '../../procedures');
const LOGIN = 'tetsuzuki';
const WARM_UP = 10;
const CHANGES = 300;

function largestDefinition(): { readonly id: string; readonly bytes: number } {
  const sizes = readdirSync(PROCEDURES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => {
      try {
        return [
          { id: name, bytes: readFileSync(join(PROCEDURES, name, 'definition.yaml')).length },
        ];
      } catch {
        return [];
      }
    });
  return sizes.toSorted((a, b) => b.bytes - a.bytes)[0] ?? { id: '', bytes: 0 };
}

/** A browser in which somebody is signed in. */
function browserAt(url: string, cookie: string) {
  const headers = { cookie, accept: 'text/html', origin: url };
  const get = async (path: string) => {
    const reply = await fetch(url + path, { headers });
    if (reply.status !== 200) throw new Error(`${path} answered ${reply.status}`);
    return reply.text();
  };
  const post = (path: string, fields: Record<string, string>, own = {}) =>
    fetch(url + path, {
      method: 'POST',
      redirect: 'manual',
      headers: { ...headers, ...own, 'content-type': 'application/x-www-form-urlencoded' },
      body: encodeForm(fields),
    });
  return { get, post };
}

async function milliseconds(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** Of a change that saves itself, and of the page that says what is still missing. */
export async function builderRows(prefix: readonly string[], dataDir: string): Promise<Row[]> {
  const env = { LOG_LEVEL: 'error', SURFACES: 'staff' };
  await (await startServer({ prefix, env: { LOG_LEVEL: 'error' }, dataDir })).stop();
  const cookie = await signIn(dataDir, LOGIN);
  const server = await startServer({ prefix, env, dataDir });
  try {
    const { id, bytes } = largestDefinition();
    const browser = browserAt(server.url, cookie);
    const { _csrf = '' } = hiddenFields(await browser.get(adminPaths.procedure(id)));
    const begun = await browser.post(adminPaths.newVersion(id), { _csrf });
    const outline = begun.headers.get('location') ?? '';
    const form = `${outline}/parts/start`;
    const page = await browser.get(form);
    let mark = /name="form" value="start">\s*<input type="hidden" name="mark" value="(\w+)"/.exec(
      page,
    )?.[1];
    const times: number[] = [];
    for (let turn = 0; turn < WARM_UP + CHANGES; turn += 1) {
      const fields = {
        _csrf,
        form: 'start',
        mark: mark ?? '',
        intent: 'save',
        'start.who': `${turn}人目までの人`,
        'start.fee': '無料',
        'start.paper': '窓口でも出せます。',
      };
      const time = await milliseconds(async () => {
        const reply = await browser.post(form, fields, { 'x-builder': '1' });
        const said = (await reply.json()) as { readonly state: string; readonly mark: string };
        if (said.state !== 'saved') throw new Error(`the change was ${said.state}`);
        mark = said.mark;
        await browser.get(outline);
      });
      if (turn >= WARM_UP) times.push(time);
    }
    const what = `builder: save + check of ${id} (${(bytes / 1024).toFixed(0)} KiB)`;
    return [
      { what: `${what}, median, ms`, value: quantile(times, 0.5), most: 200 },
      { what: `${what}, p99, ms`, value: quantile(times, 0.99), most: 200 },
    ];
  } finally {
    await server.stop();
  }
}
