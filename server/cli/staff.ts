import { pino } from 'pino';
import { readConfig } from '../config.ts';
import { buildServices } from '../services.ts';
import { runCommand } from './run-command.ts';
import { staffCommand } from './staff-commands.ts';

/*
 * npm run staff -- add|passphrase|leave|list
 * For the first administrator of a town, and for the day when nobody else can get in. Ends with 0
 * when it was done, 1 when it can't be, 2 when the command was written wrong.
 */
await runCommand(async () => {
  const logger = pino({ level: 'silent' });
  const services = await buildServices(readConfig(process.env), { logger });
  try {
    return await staffCommand(services, process.argv.slice(2), (text) => console.log(text));
  } finally {
    await services.attachmentFiles.close();
    await services.stores.close();
  }
});
