import { copyFileSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LRUCache } from 'lru-cache';
import type { Config } from './config.ts';
import { sealingKeyProblems, TOWN_FILE } from './domain/settings/sealing-keys-in-file.ts';
import { tableProblems } from './domain/settings/table-problems.ts';
import { newTroubles, type TownCheck, type TownState } from './domain/settings/town-check.ts';
import type { TownFileStore } from './domain/settings/town-file.ts';
import type { Clock } from './lib/clock.ts';
import { todayInTokyo } from './lib/jst-date.ts';
import { type WorkerQueue, workerQueue } from './lib/worker-queue.ts';
import { type LoadedTown, loadTownFolder } from './load-town-folder.ts';
import { type OverlaidFile, overlaidTown, removeOldTowns } from './town-overlay.ts';
import type { TownToCheck } from './town-state.ts';

/** Whole towns, as they are and as they would be. */
export interface TownDesk {
  /** The town with everything that was published here; undefined: as it was when last asked. */
  load(): Promise<LoadedTown | undefined>;
  /** The folder that the town stands in now: for what files say. */
  folder(): string;
  /** A folder in which the town stands with that change. */
  folderWith(...changes: readonly OverlaidFile[]): Promise<string>;
  /** What is published of the town's own file, by every process; '' where there is none. */
  publishedNow(path: string): Promise<string>;
  /**
   * Somebody may soon ask for a check: the thread begins, and reads the town as it is. Whoever opens
   * the settings does not wait for it with the first change.
   */
  getReady(): Promise<void>;
  /** What a change would do, or several that come at once. */
  check(...changes: readonly OverlaidFile[]): Promise<TownCheck>;
  /** The same with a section's key in it that a second person has confirmed. */
  checkKey(change: OverlaidFile): Promise<TownCheck>;
  close(): Promise<void>;
}

const LONGEST_MS = 60_000;
const IDLE_MS = 30_000;

const changedAt = (file: string) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/**
 * What the start found out about the town's own files holds for most of a changed town too. A start
 * writes it anew where the program is another one: what checks found out before is nothing then.
 */
function overlaidCache(dataDir: string): string {
  const [own, file] = ['definitions', 'definitions-overlaid'].map((name) =>
    join(dataDir, `${name}.json`),
  ) as [string, string];
  try {
    if (changedAt(own) > changedAt(file)) copyFileSync(own, file);
  } catch {
    // Everything is read.
  }
  return file;
}

export function createTownDesk(
  { proceduresDir, localesDir, dataDir }: Pick<Config, 'proceduresDir' | 'localesDir' | 'dataDir'>,
  { townFiles, clock }: { readonly townFiles: TownFileStore; readonly clock: Clock },
): TownDesk {
  let queue: WorkerQueue<TownToCheck, TownState> | undefined;
  let stands = proceduresDir;
  let mark = '';
  // A folder's name says what is in it; a proposal is looked at more than once.
  const known = new LRUCache<string, Promise<TownState>>({ max: 4 });
  const today = () => todayInTokyo(clock.now());

  function jobOf(folder: string): TownToCheck {
    return { folder, locales: localesDir, today: today(), cacheFile: overlaidCache(dataDir) };
  }

  async function stateOf(folder: string): Promise<TownState> {
    queue ??= workerQueue(new URL('./check-town-worker.ts', import.meta.url), {
      longestMs: LONGEST_MS,
      idleMs: IDLE_MS,
    });
    const key = `${folder} ${today()}`;
    const state = known.get(key) ?? queue.run(jobOf(folder));
    // Who asks while it is being looked at waits for the same answer; what failed is asked anew.
    known.set(key, state);
    return state.catch((error: unknown) => {
      known.delete(key);
      throw error;
    });
  }

  async function folderWith(...changes: readonly OverlaidFile[]): Promise<string> {
    const changed = new Set(changes.map(({ path }) => path));
    const others = (await townFiles.published()).filter(({ path }) => !changed.has(path));
    return overlaidTown(proceduresDir, dataDir, [...others, ...changes]);
  }

  async function publishedNow(path: string): Promise<string> {
    const own = (await townFiles.published()).find((one) => one.path === path);
    return own?.content ?? readFile(join(proceduresDir, path), 'utf8').catch(() => '');
  }

  async function problemsOf({ path, content }: OverlaidFile) {
    if (path === TOWN_FILE) return sealingKeyProblems(content, await publishedNow(path));
    if (!path.endsWith('.csv')) return [];
    const published = await readFile(join(stands, path), 'utf8').catch(() => '');
    return tableProblems(path, content, published);
  }

  async function wouldStand(...changes: readonly OverlaidFile[]): Promise<TownCheck> {
    const folder = await folderWith(...changes);
    const [before, after] = [await stateOf(stands), await stateOf(folder)];
    const paths = changes.map(({ path }) => path);
    return newTroubles(before, after, paths);
  }

  return {
    folder: () => stands,
    folderWith,
    async load() {
      const files = await townFiles.published();
      const now = files
        .map(({ path, number }) => `${path} ${number}`)
        .sort()
        .join('\n');
      if (now === mark) return undefined;
      const folder = await overlaidTown(proceduresDir, dataDir, files);
      const town = await loadTownFolder(folder, localesDir, today(), overlaidCache(dataDir));
      mark = now;
      stands = folder;
      await removeOldTowns(dataDir, folder, new Date());
      return town;
    },
    publishedNow,
    async getReady() {
      // What goes wrong is told with the check itself.
      await stateOf(stands).catch(() => undefined);
    },
    async check(...changes) {
      const own = (await Promise.all(changes.map(problemsOf))).flat();
      return own.length > 0 ? { errors: own, broken: [], outdated: [] } : wouldStand(...changes);
    },
    checkKey: wouldStand,
    close: async () => queue?.close(),
  };
}
