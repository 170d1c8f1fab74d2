import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readConfig } from '../config.ts';
import { createKeyRing } from '../lib/key-ring.ts';
import { keyFingerprints, putBack } from '../storage/backup.ts';
import { checkInvariants } from '../storage/invariants.ts';
import { openEverything } from '../storage/open-everything.ts';
import { openDatabase, storesOn } from '../storage/open-stores.ts';
import { SQLITE_FILE } from '../storage/sqlite-driver.ts';
import { CommandError, runCommand } from './run-command.ts';

/**
 * `npm run restore -- <backup> [data folder]`: puts a backup into an empty data folder and proves
 * that it works. With another folder than DATA_DIR it is a drill.
 */
await runCommand(async () => {
  const [from, to] = process.argv.slice(2);
  if (from === undefined) {
    throw new CommandError('Say which backup: npm run restore -- <backup folder> [data folder]');
  }
  const dataDir = resolve(to ?? process.env['DATA_DIR'] ?? './data');
  if (existsSync(join(dataDir, SQLITE_FILE))) {
    throw new CommandError(`${dataDir} holds a database already.\n  → Name an empty folder.`);
  }
  const manifest = await putBack(resolve(from), dataDir);
  // Only now: without DATA_KEYS the restored development key is the one to read.
  const { dataKeys, registerUrl } = readConfig({ ...process.env, DATA_DIR: dataDir });
  const known = keyFingerprints(dataKeys);
  for (const [id, fingerprint] of Object.entries(manifest.keys)) {
    if (known[id] !== fingerprint) {
      throw new CommandError(
        `The key "${id}" of this backup is missing.\n  → Put it into DATA_KEYS.`,
      );
    }
  }
  const driver = await openDatabase({ dataDir, databaseUrl: null });
  try {
    const opened = await openEverything(driver, createKeyRing(dataKeys));
    const audit = await storesOn(driver, dataKeys).audit.verify();
    const violations = await checkInvariants(driver);
    console.log(
      `Restored the backup of ${manifest.madeAt} to ${dataDir}\n` +
        `  ${opened.applications} applications and ${opened.drafts} drafts open with the keys given\n` +
        `  audit log: ${audit.brokenAt === null ? `whole, ${audit.entries} entries` : `broken at ${audit.brokenAt}`}\n` +
        `  records: ${violations.map(({ rule }) => `BROKEN ${rule}`).join(', ') || 'agree'}`,
    );
    if (registerUrl !== null) {
      console.log('  the resident register is in no backup: npm run register:import');
    }
    const complete = opened.applications === manifest.applications;
    return complete && audit.brokenAt === null && violations.length === 0 ? 0 : 1;
  } finally {
    await driver.close();
  }
});
