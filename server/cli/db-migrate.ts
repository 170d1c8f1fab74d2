import { readConfig } from '../config.ts';
import { openDatabase } from '../storage/open-stores.ts';
import { runCommand } from './run-command.ts';

await runCommand(async () => {
  const driver = await openDatabase(readConfig(process.env));
  await driver.ping();
  await driver.close();
  console.log(`The ${driver.dialect} database is on the newest schema.`);
  return 0;
});
