import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { DefinitionStore } from '../server/domain/applications/application-store.ts';
import { compileProcedure } from '../server/domain/procedures/compile-procedure.ts';
import { knownProcedure } from '../server/domain/procedures/known-procedure.ts';
import type { DefinitionSources } from '../server/domain/procedures/procedure.ts';
import { fixedClock } from '../server/lib/clock.ts';
import { todayInTokyo } from '../server/lib/jst-date.ts';
import { createLiveTown } from '../server/live-town.ts';
import { type LoadedTown, loadTownFolder } from '../server/load-town-folder.ts';
import { memoryVersions } from './support/memory-versions.ts';
import { freshDataFolder } from './support/prepared-town.ts';
import { ROOT } from './support/source-tree.ts';

const ID = 'child-allowance';
const clock = fixedClock('2026-12-01T10:00:00+09:00');
let dataDir: string;
let town: LoadedTown;
let logged: number;
let versions: ReturnType<typeof memoryVersions>;
let remembered: Map<string, DefinitionSources>;

beforeAll(async () => {
  dataDir = await freshDataFolder();
  const today = todayInTokyo(new Date());
  const [folder, locales] = [join(ROOT, 'procedures'), join(ROOT, 'locales')];
  town = await loadTownFolder(folder, locales, today, join(dataDir, 'definitions.json'));
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
beforeEach(() => {
  logged = 0;
  versions = memoryVersions();
  remembered = new Map();
});

function live(loadTown?: () => Promise<LoadedTown | undefined>) {
  const find: DefinitionStore['find'] = async (_, version) => remembered.get(version);
  const pauses = { standing: async () => [] } as never;
  const stores = { versions, pauses, definitions: { find, keep: async () => undefined } };
  const error = () => {
    logged += 1;
  };
  return createLiveTown(town, { stores, clock, logger: { error }, ...(loadTown && { loadTown }) });
}

const by = { at: clock.now(), actor: 'staff:hana' };

/** Straight to the site: how it got there is told elsewhere. */
async function publish(procedureId: string, change: (text: string) => string) {
  const sources = town.library.sources.get(ID) ?? {};
  const text = change(sources['definition.yaml'] ?? '');
  const files = { ...sources, 'definition.yaml': text };
  const hash = compileProcedure(files, town.library.town).procedure?.version ?? text.slice(0, 16);
  remembered.set(hash, files);
  const made = { createdBy: 'hana', createdAt: by.at, changedBy: 'hana', changedAt: by.at };
  const about = { procedureId, title: '', section: 'child', note: '', origin: 'file' as const };
  const audit = { ...by, action: '', subject: '', detail: {} };
  const id = `${procedureId}-${hash}`;
  await versions.begin({ id, files, ...about, ...made }, audit);
  const event = { ...by, type: 'published', detail: {} };
  const step = { id, from: 'draft' as const, to: 'published' as const, event, audit };
  await versions.publish({ ...step, hash, sources: files });
  return { id, event, audit };
}

const titled = (title: string) => (text: string) => text.replace(/^title: .*$/m, `title: ${title}`);

it('shows what is published in place of the folder’s, and all else as it is', async () => {
  const now = live();
  const { library } = now;
  await now.refresh();
  expect(library.procedures).toBe(town.library.procedures);
  await publish(ID, titled('新しい題'));
  expect(library.procedures.get(ID)?.text('ja', 'title')).not.toBe('新しい題');
  await now.refresh();
  expect(library.procedures.get(ID)?.text('ja', 'title')).toBe('新しい題');
  expect(library.procedures.size).toBe(town.library.procedures.size);
  const same = library.procedures.get(ID);
  await publish('childcare-application', (text) => text);
  await now.refresh();
  expect(library.procedures.get(ID)).toBe(same);
});

it('leaves out what can’t be read any more, and names it: the others serve', async () => {
  const now = live();
  await publish(ID, () => 'id: [');
  await now.refresh();
  expect(now.library.procedures.has(ID)).toBe(false);
  expect(now.library.broken.get(ID)?.[0]?.code).toBe('yaml');
  expect(now.library.procedures.size).toBe(town.library.procedures.size - 1);
  remembered.clear();
  const after = live();
  await after.refresh();
  expect(after.library.broken.get(ID)?.[0]?.code).toBe('version_missing');
  expect(logged).toBeGreaterThan(0);
});

it('takes an archived procedure off the site; staff still know it', async () => {
  const now = live();
  const { id, event, audit } = await publish(ID, titled('終わる題'));
  await versions.step({ id, from: 'published', to: 'archived', event, audit });
  await now.refresh();
  expect(now.library.procedures.has(ID)).toBe(false);
  expect(knownProcedure(now.library, ID)?.text('ja', 'title')).toBe('終わる題');
  const named = ({ all }: typeof now.bundles) =>
    [...all.values()].flatMap(({ procedures }) => procedures.map((one) => one.id));
  expect(named(town.bundles)).toContain(ID);
  expect(named(now.bundles)).toEqual(named(town.bundles).filter((one) => one !== ID));
});

it('compiles anew with other settings, and goes on without those that can’t be loaded', async () => {
  const outcomes: (LoadedTown | undefined | Error)[] = [];
  const now = live(async () => {
    const next = outcomes.shift();
    if (next instanceof Error) throw next;
    return next;
  });
  await publish(ID, titled('題'));
  await now.refresh();
  const before = now.library.procedures.get(ID);
  outcomes.push(new Error('broken'), { ...town });
  await publish('childcare-application', (text) => text);
  await now.refresh();
  expect(now.library.procedures.get(ID)).toBe(before);
  expect(logged).toBe(1);
  // Looked for again, though nothing was published since.
  await now.refresh();
  expect(now.library.procedures.get(ID)).not.toBe(before);
  expect(now.library.procedures.get(ID)?.version).toBe(before?.version);
});
