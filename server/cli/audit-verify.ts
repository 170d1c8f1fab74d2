import { readConfig } from '../config.ts';
import { openStores } from '../storage/open-stores.ts';
import { runCommand } from './run-command.ts';

await runCommand(async () => {
  const config = readConfig(process.env);
  const stores = await openStores({ ...config, keys: config.dataKeys });
  const { entries, brokenAt } = await stores.audit.verify();
  await stores.close();
  if (brokenAt === null) {
    console.log(`The audit log is whole: ${entries} entries.`);
    return 0;
  }
  console.error(
    `The audit log does not fit from entry ${brokenAt} on: it was changed, removed or put in, or its key is missing from DATA_KEYS.\n  → Keep a copy of the database as it is and compare with the last backup.`,
  );
  return 1;
});
