import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { counterApp } from '../../support/counter-app.ts';
import { freePort } from '../../support/server.ts';

const SIMULATOR = join(import.meta.dirname, '../../../server/cli/reader-simulator.ts');
/** The five of the moving-in bundle: insurance, allowance, water, waste, dog. */
const ANSWERS = {
  bundle: 'moving-in',
  uninsured: 'yes',
  children: 'yes',
  public_servant: 'no',
  nursery: 'no',
  care: 'no',
  water: 'yes',
  bulky: 'yes',
  dogs: 'yes',
  all_chips: 'no',
};

let site: Awaited<ReturnType<typeof counterApp>>;
let url: string;
beforeAll(async () => {
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  site = await counterApp({ env: { PUBLIC_URL: url } });
  await site.app.listen({ port, host: '127.0.0.1' });
});
afterAll(() => site.close());

it('a card that is put down once is in all forms of somebody who has moved in', async () => {
  const at = await site.tablet();
  const id = await site.sitting(at);
  const page = `/counter/sittings/${id}`;
  const press = async (from: string, path: string, form = {}) => {
    const { hidden } = await at.browser.open(from);
    return at.browser.post(path, { _csrf: hidden['_csrf'], ...form });
  };
  await press('/counter/readers', '/counter/readers', { kind: 'reader' });
  const readers = await at.browser.get('/counter/readers');
  const code = /pairing-code">([^<]+)</.exec(readers.body)?.[1] ?? '';
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...[SIMULATOR, '--url', url, '--code', code],
    '--once',
  ]);
  expect(stdout).toContain('Taken.');

  await press(`${page}/bundle?bundle=moving-in`, `${page}/bundle`, ANSWERS);
  const tasks = await site.services.stores.sittings.tasks(id);
  expect(tasks.map(({ procedureId }) => procedureId).sort()).toEqual([
    'bulky-waste',
    'child-allowance',
    'dog-registration',
    'national-health-insurance',
    'water-service',
  ]);
  for (const { id: task } of tasks) await press(page, `${page}/tasks/${task}/begin`);
  const sitting = await site.services.stores.sittings.find(id);
  const drafts = await site.services.stores.drafts.listBySession(
    sitting?.sessionHash ?? '',
    site.clock.now(),
  );
  expect(drafts).toHaveLength(5);
  for (const { procedureId, answers } of drafts) {
    expect([procedureId, JSON.stringify(answers)]).toEqual([
      procedureId,
      expect.stringMatching(/𠮷田.*中央町|中央町.*𠮷田/),
    ]);
  }
});
