import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { readConfig } from '../config.ts';
import { ConfigError } from '../config-settings.ts';
import { buildServices } from '../services.ts';
import { CommandError, runCommand } from './run-command.ts';
import { seedSampleInventory } from './sample-inventory.ts';
import { seedSampleRegister } from './sample-register.ts';
import { seedSampleStaff } from './sample-staff.ts';
import { seedMany } from './seed-many.ts';
import { seedSampleTown } from './seed-sample-town.ts';

/** More than any town of Japan is sent in two years. */
const MOST = 2_000_000;

function wanted(args: readonly string[]): number {
  const options = { applications: { type: 'string', default: '0' } } as const;
  const count = Number(parseArgs({ args: [...args], options }).values.applications);
  if (Number.isSafeInteger(count) && count >= 0 && count <= MOST) return count;
  throw new CommandError(`--applications takes a number up to ${MOST}: --applications 100000`);
}

/**
 * `npm run db:seed -- [--applications N]`: fills the sample town; with a number, adds so many
 * made-up applications of two years, for trials and benchmarks.
 */
await runCommand(async () => {
  const count = wanted(process.argv.slice(2));
  const config = readConfig(process.env);
  if (config.mode === 'production') {
    throw new ConfigError('APP_MODE', 'production is never seeded', 'Seed a sample town only.');
  }
  const logger = pino();
  const services = await buildServices(config, { logger });
  try {
    await seedSampleStaff(services);
    await seedSampleTown(services, logger);
    await seedSampleRegister(services);
    await seedSampleInventory(services);
    while (!(await services.inboxFollower.follow()));
    const started = performance.now();
    await seedMany(services, count, (done) => {
      if (done % 10_000 === 0) logger.info({ applications: done }, 'made up');
    });
    const seconds = Math.round((performance.now() - started) / 1000);
    if (count > 0) logger.info({ applications: count, seconds }, 'made-up applications added');
    return 0;
  } finally {
    await services.attachmentFiles.close();
    await services.formPrinter.close();
    await services.stores.close();
  }
});
