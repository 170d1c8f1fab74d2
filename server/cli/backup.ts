import { join, resolve } from 'node:path';
import { readConfig } from '../config.ts';
import { backUp } from '../storage/backup.ts';
import { runCommand } from './run-command.ts';

/** `npm run backup -- [folder]`: a copy of the running SQLite database with all that belongs to it. */
await runCommand(async () => {
  const config = readConfig(process.env);
  if (config.registerUrl !== null) {
    console.log(
      'The extract of the resident register is not backed up: bring it in anew (npm run register:import).',
    );
  }
  if (config.databaseUrl !== null) {
    console.log(
      'This town runs on PostgreSQL. Back it up with its own tools, while it runs:\n' +
        '  pg_dump --format=custom --file=madoguchi.dump "$DATABASE_URL"\n' +
        `Then copy the documents of residents, which lie in ${join(config.dataDir, 'attachments')}\n` +
        'Restore into an empty database, then check:\n' +
        '  pg_restore --exit-on-error --dbname="$NEW_DATABASE_URL" madoguchi.dump\n' +
        '  DATABASE_URL="$NEW_DATABASE_URL" npm run audit:verify && npm run invariants',
    );
    return 0;
  }
  const now = new Date();
  const name = now.toISOString().replace(/[:.]/g, '-');
  const folder = resolve(process.argv[2] ?? join(config.dataDir, 'backups', name));
  const manifest = await backUp(config.dataDir, folder, config.dataKeys, now);
  console.log(
    `Backed up ${manifest.applications} applications (${manifest.bytes} bytes) to ${folder}\n` +
      `Keep the keys of DATA_KEYS (${Object.keys(manifest.keys).join(', ')}) in another safe place: without them the answers can't be opened.\n` +
      `Try it: npm run restore -- ${folder} <an empty folder>`,
  );
  return 0;
});
