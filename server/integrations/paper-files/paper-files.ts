import { mkdir, open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PaperFolder } from '../../domain/audit/paper-folder.ts';

const NAME = /^[0-9A-Za-z-]+$/;
const ENDING = '.txt';

/** Papers as plain text files in `<dataDir>/<folder>`, on disk before `add` answers. */
export function paperFiles(dataDir: string, folder: string): PaperFolder {
  const place = join(dataDir, folder);
  const path = (name: string) => {
    // Names come out of URLs: nothing else may become a path.
    if (!NAME.test(name)) throw new Error('Not the name of a paper.');
    return join(place, `${name}${ENDING}`);
  };
  return {
    async list() {
      const names = await readdir(place).catch(absent(() => [] as string[]));
      return names
        .filter((name) => name.endsWith(ENDING))
        .map((name) => name.slice(0, -ENDING.length))
        .sort();
    },
    read: (name) => readFile(path(name), 'utf8').catch(absent(() => undefined)),
    async add(name, text) {
      await mkdir(place, { recursive: true, mode: 0o700 });
      try {
        const file = await open(path(name), 'wx', 0o600);
        await file.writeFile(text);
        await file.sync();
        await file.close();
        return true;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
        throw error;
      }
    },
  };
}

function absent<T>(instead: () => T): (error: NodeJS.ErrnoException) => T {
  return (error) => {
    if (error.code === 'ENOENT') return instead();
    throw error;
  };
}
