import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TownFileStore } from '../server/domain/settings/town-file.ts';
import { loadTownFolder } from '../server/load-town-folder.ts';
import { createTownDesk, type TownDesk } from '../server/town-desk.ts';
import { ROOT } from './support/source-tree.ts';

const FAMILIES = ['bulky-waste'];
const localesDir = join(ROOT, 'locales');
const now = new Date('2026-11-21T03:00:00Z');
const townFiles = { published: async () => [] } as unknown as TownFileStore;

let work: string;
let folder: string;
let desk: TownDesk;
beforeEach(async () => {
  work = mkdtempSync(join(tmpdir(), 'madoguchi-desk-'));
  folder = join(work, 'procedures');
  const real = join(ROOT, 'procedures');
  for (const name of readdirSync(real)) {
    const isOther = existsSync(join(real, name, 'definition.yaml')) && !FAMILIES.includes(name);
    if (!isOther) cpSync(join(real, name), join(folder, name), { recursive: true });
  }
  await loadTownFolder(folder, localesDir, '2026-11-21', cache('definitions.json'));
  const config = { proceduresDir: folder, localesDir, dataDir: work };
  desk = createTownDesk(config, { townFiles, clock: { now: () => now } });
});
afterEach(async () => {
  await desk.close();
  rmSync(work, { recursive: true });
});

const cache = (name: string) => join(work, name);

describe('the first check of a town after a start', () => {
  /** The start's own findings, marked; whoever reads everything anew keeps only what is used. */
  function markStart() {
    const start = JSON.parse(readFileSync(cache('definitions.json'), 'utf8'));
    start.parsed.marked = {};
    writeFileSync(cache('definitions.json'), JSON.stringify(start));
  }
  const kept = () => JSON.parse(readFileSync(cache('definitions-overlaid.json'), 'utf8')).parsed;

  it('stands on what the start has found out, not on what an older program had', async () => {
    markStart();
    writeFileSync(cache('definitions-overlaid.json'), '{"program":"older"}');
    const then = new Date('2026-01-01');
    utimesSync(cache('definitions-overlaid.json'), then, then);
    await desk.getReady();
    expect(kept()).toHaveProperty('marked');
  }, 60_000);

  it('leaves what a check has found out since the start', async () => {
    markStart();
    const { mtimeMs } = statSync(cache('definitions.json'));
    writeFileSync(cache('definitions-overlaid.json'), '{}');
    const later = new Date(mtimeMs + 1000);
    utimesSync(cache('definitions-overlaid.json'), later, later);
    await desk.getReady();
    expect(kept()).not.toHaveProperty('marked');
  }, 60_000);
});

it('puts a proposed town together once, however often it is looked at', async () => {
  const change = { path: 'holidays.yaml', content: '[]\n' };
  const target = await desk.folderWith(change);
  const made = statSync(target).ino;
  expect(await desk.folderWith(change)).toBe(target);
  expect(statSync(target).ino).toBe(made);
  rmSync(target, { recursive: true });
  expect(existsSync(join(await desk.folderWith(change), change.path))).toBe(true);
  const other = await desk.folderWith({ ...change, content: '- { day: 02-01 }\n' });
  expect(other).not.toBe(target);
}, 60_000);
