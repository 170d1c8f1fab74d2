import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MEMORY = '/dev/shm';
const PREFIX = 'madoguchi-test-';
/** A browser, a first start and the data folders that are open at the same time take less than half. */
const LEAST_BYTES = 3 * 1024 ** 3;

const SHARED = 'TEST_RUN_FOLDER';

/** The folder of this run; undefined where no run of the tests is under way (the benchmark). */
export const runFolder = () => process.env[SHARED];

function canRunPrograms(folder: string): boolean {
  const program = join(folder, 'runs');
  writeFileSync(program, '#!/bin/sh\nexit 0\n', { mode: 0o700 });
  const { status } = spawnSync(program);
  rmSync(program);
  return status === 0;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** What a run that was killed has left in memory. */
function sweep(): void {
  for (const name of readdirSync(MEMORY)) {
    const pid = name.startsWith(PREFIX) && Number(name.split('-')[2]);
    if (pid && !isAlive(pid)) rmSync(join(MEMORY, name), { recursive: true, force: true });
  }
}

function inMemory(): string | undefined {
  if (!existsSync(MEMORY) || process.availableMemory() < 2 * LEAST_BYTES) return undefined;
  try {
    sweep();
    const { bavail, bsize } = statfsSync(MEMORY);
    if (bavail * bsize < LEAST_BYTES) return undefined;
    const folder = mkdtempSync(join(MEMORY, `${PREFIX}${process.pid}-`));
    if (canRunPrograms(folder)) return folder;
    rmSync(folder, { recursive: true });
  } catch {
    // Somebody else's machine, somebody else's rules: the disk will do.
  }
  return undefined;
}

/**
 * Makes the folder of this run and all its processes, in memory where the machine has enough of it: a database waits for the
 * disk after every commit, as it must in a town, and no test can see the difference.
 */
export function makeRunFolder(): string {
  const folder = inMemory() ?? mkdtempSync(join(tmpdir(), PREFIX));
  // PostgreSQL, which steps down from root, has its own folder in there.
  chmodSync(folder, 0o711);
  process.env[SHARED] = folder;
  // Data folders and whatever else a test makes: gone with the run, also where a test forgets it.
  process.env['TMPDIR'] = folder;
  return folder;
}
