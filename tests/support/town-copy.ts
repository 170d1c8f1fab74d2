import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from './source-tree.ts';

export interface TownCopy {
  readonly folder: string;
  /** Changes a file of the copy, or adds one. */
  edit(file: string, change: (text: string) => string): void;
  remove(): void;
}

/** The definitions of the sample town in a folder of their own, to break them in. */
export function copyTown(): TownCopy {
  const parent = mkdtempSync(join(tmpdir(), 'madoguchi-town-'));
  const folder = join(parent, 'procedures');
  cpSync(join(ROOT, 'procedures'), folder, { recursive: true });
  return {
    folder,
    edit(file, change) {
      const path = join(folder, file);
      mkdirSync(dirname(path), { recursive: true });
      let text = '';
      try {
        text = readFileSync(path, 'utf8');
      } catch {
        // A new file begins empty.
      }
      writeFileSync(path, change(text));
    },
    remove: () => rmSync(parent, { recursive: true, force: true }),
  };
}
