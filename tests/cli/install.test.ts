import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const SCRIPT = resolve(import.meta.dirname, '../../server/cli/install.mjs');
const LOCK = {
  packages: {
    '': { name: 'x' },
    'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
    'node_modules/d': { version: '1.0.0', integrity: 'sha512-d', dev: true },
    'node_modules/o': { version: '1.0.0', integrity: 'sha512-o', optional: true },
  },
};
// Stands in for npm: notes that it ran, and takes its time, so that two of them would overlap.
const FAKE_NPM = `
import { appendFileSync, cpSync, mkdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
appendFileSync('calls', 'start ' + process.argv.slice(2).join(' ') + '\\n');
await sleep(300);
for (const name of ['a', 'd']) mkdirSync('node_modules/' + name, { recursive: true });
cpSync('package-lock.json', 'node_modules/.package-lock.json');
appendFileSync('calls', 'end\\n');
process.exit(Number(process.env.FAKE_EXIT ?? 0));
`;

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'install-test-'));
  mkdirSync(join(root, 'server/cli'), { recursive: true });
  writeFileSync(join(root, 'server/cli/install.mjs'), readFileSync(SCRIPT));
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify(LOCK));
  mkdirSync(join(root, 'npm'));
  writeFileSync(join(root, 'npm/package.json'), '{"type":"module"}');
  writeFileSync(join(root, 'npm/npm-cli.js'), FAKE_NPM);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

async function run(env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [join(root, 'server/cli/install.mjs')], {
    env: {
      PATH: '/nowhere',
      npm_execpath: join(root, 'npm/npm-cli.js'),
      npm_lifecycle_event: 'pretest',
      ...env,
    },
  });
  let said = '';
  child.stderr.on('data', (text) => {
    said += text;
  });
  const [code] = await once(child, 'close');
  return { code, said };
}

function calls(): string[] {
  try {
    return readFileSync(join(root, 'calls'), 'utf8').trim().split('\n');
  } catch {
    return [];
  }
}

function present(packages: Record<string, unknown>) {
  for (const place of Object.keys(packages)) mkdirSync(join(root, place), { recursive: true });
  writeFileSync(join(root, 'node_modules/.package-lock.json'), JSON.stringify({ packages }));
}

const { '': _self, 'node_modules/o': _optional, ...REQUIRED } = LOCK.packages;

describe('the install script in front of start and test', () => {
  it('installs from the lock file when nothing is there, saying so in two languages', async () => {
    const { code, said } = await run();
    expect(code).toBe(0);
    expect(calls()[0]).toMatch(/^start ci .*--include=dev/);
    expect(said).toMatch(/インストールします[\s\S]*Installing/);
  });

  it('is silent when the packages are those of the lock file, an optional one missing or not', async () => {
    present(REQUIRED);
    expect(await run()).toEqual({ code: 0, said: '' });
    expect(calls()).toEqual([]);
  });

  it('installs again when a version or a checksum differs, or a folder is gone', async () => {
    present({ ...REQUIRED, 'node_modules/a': { version: '0.9.0', integrity: 'sha512-a' } });
    await run();
    present({ ...REQUIRED, 'node_modules/a': { version: '1.0.0', integrity: 'sha512-b' } });
    await run();
    present(REQUIRED);
    rmSync(join(root, 'node_modules/a'), { recursive: true });
    await run();
    expect(calls().filter((call) => call.startsWith('start'))).toHaveLength(3);
  });

  it('lets a server start without the packages for development, but not the tests', async () => {
    const { 'node_modules/d': _dev, ...production } = REQUIRED;
    present(production);
    await run({ npm_lifecycle_event: 'prestart' });
    expect(calls()).toEqual([]);
    await run({ npm_lifecycle_event: 'pretest' });
    expect(calls()).toHaveLength(2);
  });

  it('two at once install one after the other, and only once', async () => {
    const both = await Promise.all([run(), run()]);
    expect(both.map((one) => one.code)).toEqual([0, 0]);
    expect(calls()).toHaveLength(2);
  });

  it('says what to do when npm fails or is not there, with a bad exit code', async () => {
    const failed = await run({ FAKE_EXIT: '7' });
    expect(failed.code).toBe(7);
    expect(failed.said).toMatch(/プロキシ[\s\S]*proxy/);
    rmSync(join(root, 'node_modules'), { recursive: true });
    const absent = await run({ npm_execpath: '' });
    expect(absent.code).toBe(1);
    expect(absent.said).toContain('nodejs.org');
  });
});
