import { pino } from 'pino';
import { readConfig } from '../config.ts';
import { rebuildInbox } from '../domain/inbox/rebuild-inbox.ts';
import { buildServices } from '../services.ts';
import { runCommand } from './run-command.ts';

/**
 * `npm run inbox:rebuild`: makes the lists of the office and what cases are found by anew, from the
 * applications. For after a restore, a new data key, a procedure that moved to another section.
 */
await runCommand(async () => {
  const services = await buildServices(readConfig(process.env), {
    logger: pino({ level: 'warn' }),
  });
  try {
    const rows = await rebuildInbox(services, (done) => {
      if (done % 10_000 === 0) console.log(`${done} …`);
    });
    while (!(await services.inboxFollower.follow()));
    console.log(`The lists of the office are made anew: ${rows} applications.`);
    return 0;
  } finally {
    await services.attachmentFiles.close();
    await services.formPrinter.close();
    await services.stores.close();
  }
});
