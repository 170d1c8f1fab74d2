import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runFolder } from './run-folder.ts';

/** The mark in a folder that is complete. */
export const READY = '.ready';

/**
 * Runs `make` in one of the worker processes; the others wait for it and share the folder, which
 * goes with the run.
 * @throws when the one that makes it failed or takes longer than two minutes
 */
export async function onlyOnce(
  name: string,
  make: (folder: string) => Promise<void>,
): Promise<string> {
  const folder = join(runFolder() as string, name);
  const ready = join(folder, READY);
  try {
    mkdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    for (let waited = 0; waited < 120_000; waited += 50) {
      if (existsSync(ready)) return folder;
      if (existsSync(`${ready}.failed`)) break;
      await sleep(50);
    }
    throw new Error(`${name} was not made ready by the other worker`);
  }
  try {
    await make(folder);
  } catch (error) {
    writeFileSync(`${ready}.failed`, String(error));
    throw error;
  }
  writeFileSync(`${ready}.tmp`, '');
  renameSync(`${ready}.tmp`, ready);
  return folder;
}
