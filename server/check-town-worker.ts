import { parentPort } from 'node:worker_threads';
import type { TownState } from './domain/settings/town-check.ts';
import { loadTownFolder } from './load-town-folder.ts';

export interface TownToCheck {
  readonly folder: string;
  readonly locales: string;
  /** JST date. */
  readonly today: string;
  /** What is found out is kept there, so that taking it over is quick. */
  readonly cacheFile: string;
}

async function check({ folder, locales, today, cacheFile }: TownToCheck): Promise<TownState> {
  try {
    const { library, findings } = await loadTownFolder(folder, locales, today, cacheFile);
    const broken = [...library.broken];
    return {
      // What phrases and revenue items lack comes with the library; what follows from it comes after.
      findings: [...library.warnings, ...findings, ...broken.flatMap(([, own]) => own)],
      broken: broken.map(([id]) => id),
    };
  } catch (error) {
    return { findings: [], broken: [], fatal: (error as Error).message };
  }
}

// A whole town is read and its examples run: not where others wait.
parentPort?.on('message', async (town: TownToCheck) => {
  parentPort?.postMessage(await check(town));
});
