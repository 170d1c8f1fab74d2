import { TownFileError } from './domain/procedures/town-file-error.ts';
import type { TownState } from './domain/settings/town-check.ts';
import { loadTownFolder } from './load-town-folder.ts';

export interface TownToCheck {
  readonly folder: string;
  readonly locales: string;
  /** JST date. */
  readonly today: string;
  /** What is found out is kept there, so that taking it over is quick. */
  readonly cacheFile?: string;
}

/** How a whole town stands, with everything that is wrong in its files. */
export async function townState({
  folder,
  locales,
  today,
  cacheFile,
}: TownToCheck): Promise<TownState> {
  try {
    const { library, findings } = await loadTownFolder(folder, locales, today, cacheFile);
    const broken = [...library.broken];
    return {
      // What phrases and revenue items lack comes with the library; what follows from it comes after.
      findings: [...library.warnings, ...findings, ...broken.flatMap(([, own]) => own)],
      broken: broken.map(([id]) => id),
    };
  } catch (error) {
    const fatal = error instanceof TownFileError ? error.finding : (error as Error).message;
    return { findings: [], broken: [], fatal };
  }
}
