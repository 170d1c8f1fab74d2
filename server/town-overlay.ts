import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';

/** What stands instead of the folder's own file of that path. */
export interface OverlaidFile {
  readonly path: string;
  readonly content: string;
}

const PREFIX = 'town-';

function markOf(base: string, files: readonly OverlaidFile[]): string {
  const hash = createHash('sha256').update(base);
  for (const { path, content } of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    hash.update(`\0${path}\0${content}`);
  }
  return hash.digest('hex').slice(0, 16);
}

/** @throws when it leads out of the folder: no file of ours does */
function within(folder: string, path: string): string {
  const file = join(folder, path);
  if (!file.startsWith(folder + sep)) throw new Error(`not in the town's folder: ${path}`);
  return file;
}

/** By this process: what a newer program brings is copied anew, and a proposal is looked at more than once. */
const built = new Set<string>();

/** Whoever goes on with it keeps it from being removed as old. */
async function isThere(folder: string): Promise<boolean> {
  const now = new Date();
  return utimes(folder, now, now).then(
    () => true,
    () => false,
  );
}

/**
 * The town's folder with what was changed here put over it, as a folder of its own in `dataDir`; the
 * folder itself where nothing was. Everything that reads a town's folder then reads this one.
 */
export async function overlaidTown(
  base: string,
  dataDir: string,
  files: readonly OverlaidFile[],
): Promise<string> {
  if (files.length === 0) return base;
  const target = join(dataDir, `${PREFIX}${markOf(base, files)}`);
  if (built.has(target) && (await isThere(target))) return target;
  const building = `${target}.${process.pid}`;
  await rm(building, { recursive: true, force: true });
  await cp(base, building, { recursive: true });
  for (const { path, content } of files) {
    const file = within(building, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, path.endsWith('.png') ? Buffer.from(content, 'base64') : content);
  }
  await rm(target, { recursive: true, force: true });
  await rename(building, target);
  built.add(target);
  return target;
}

/** Another process may still be looking at one that is younger. */
const OLD_MS = 3_600_000;

/** Folders that no town stands in any more. */
export async function removeOldTowns(dataDir: string, current: string, now: Date): Promise<void> {
  for (const name of await readdir(dataDir)) {
    const folder = join(dataDir, name);
    if (!/^town-[0-9a-f]{16}(\.\d+)?$/.test(name) || folder === current) continue;
    if ((await stat(folder)).mtimeMs < now.getTime() - OLD_MS) {
      await rm(folder, { recursive: true, force: true });
    }
  }
}
