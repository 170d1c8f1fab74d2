import { createHash } from 'node:crypto';
import {
  cpSync,
  createReadStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import Database from 'better-sqlite3';
import type { DataKey } from '../lib/key-ring.ts';
import { createKeyRing } from '../lib/key-ring.ts';
import { SQLITE_FILE } from './sqlite-driver.ts';

/** What lies beside the database and belongs to it, where it exists. */
const COMPANIONS = ['development-key', 'attachments'];
const MANIFEST = 'manifest.json';

export interface BackupManifest {
  readonly madeAt: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly applications: number;
  /** Keys on the ring then: id → fingerprint. The keys themselves are not in a backup. */
  readonly keys: Readonly<Record<string, string>>;
  readonly companions: readonly string[];
}

/**
 * Copies the database while it is in use, by SQLite's own online backup (a copy of the file would
 * be torn), checks the copy, and writes it down in a manifest. The folder appears when it is whole.
 */
export async function backUp(
  dataDir: string,
  folder: string,
  keys: readonly DataKey[],
  now: Date,
): Promise<BackupManifest> {
  const building = join(dirname(folder), `.${basename(folder)}.partial`);
  mkdirSync(building, { recursive: true, mode: 0o700 });
  const copy = join(building, SQLITE_FILE);
  await copyDatabase(join(dataDir, SQLITE_FILE), copy);
  const applications = checkCopy(copy);
  const companions = COMPANIONS.filter((name) => existsSync(join(dataDir, name)));
  for (const name of companions) {
    cpSync(join(dataDir, name), join(building, name), { recursive: true });
  }
  const manifest: BackupManifest = {
    madeAt: now.toISOString(),
    sha256: await sha256(copy),
    bytes: statSync(copy).size,
    applications,
    keys: keyFingerprints(keys),
    companions,
  };
  writeFileSync(join(building, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, {
    flush: true,
  });
  renameSync(building, folder);
  return manifest;
}

/** All pages in one step: in several, each commit of the running server would start it over. */
async function copyDatabase(from: string, to: string): Promise<void> {
  const source = new Database(from, { readonly: true, fileMustExist: true });
  try {
    await source.backup(to, { progress: () => 0x7fffffff });
  } finally {
    source.close();
  }
}

function checkCopy(file: string): number {
  const copy = new Database(file);
  try {
    // One file, without the log beside it.
    copy.pragma('journal_mode = DELETE');
    const answer = copy.pragma('integrity_check', { simple: true });
    if (answer !== 'ok') throw new Error(`The copy is damaged: ${answer}`);
    return copy.prepare('SELECT count(*) FROM applications').pluck().get() as number;
  } finally {
    copy.close();
  }
}

function readManifest(folder: string): BackupManifest {
  return JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8'));
}

/** Puts a backup into an empty data folder; throws when a file is not what was written down. */
export async function putBack(folder: string, dataDir: string): Promise<BackupManifest> {
  const manifest = readManifest(folder);
  const source = join(folder, SQLITE_FILE);
  if ((await sha256(source)) !== manifest.sha256) {
    throw new Error(`${source} is not the file that was backed up: its SHA-256 differs.`);
  }
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  for (const name of [SQLITE_FILE, ...manifest.companions]) {
    cpSync(join(folder, name), join(dataDir, name), {
      recursive: true,
      errorOnExist: true,
      force: false,
    });
  }
  return manifest;
}

/** Says which key it is without saying anything about the key. */
export function keyFingerprints(keys: readonly DataKey[]): Record<string, string> {
  const ring = createKeyRing(keys);
  return Object.fromEntries(
    keys.map(({ id }) => [
      id,
      ring.derive('fingerprint', id)?.export().toString('hex').slice(0, 16) ?? '',
    ]),
  );
}

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
