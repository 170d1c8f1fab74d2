import { readConfig } from '../config.ts';
import { openDatabase } from '../storage/open-stores.ts';
import { openRegister } from '../storage/register/open-register.ts';
import { runCommand } from './run-command.ts';

await runCommand(async () => {
  const config = readConfig(process.env);
  const driver = await openDatabase(config);
  await driver.ping();
  await driver.close();
  console.log(`The ${driver.dialect} database is on the newest schema.`);
  if (config.registerUrl !== null) {
    const register = openRegister({ url: config.registerUrl, keys: config.dataKeys });
    await register.current();
    await register.close();
    console.log("So is the resident register's.");
  }
  return 0;
});
