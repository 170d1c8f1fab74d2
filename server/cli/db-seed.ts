import { pino } from 'pino';
import { ConfigError, readConfig } from '../config.ts';
import { buildServices } from '../services.ts';
import { seedSampleStaff } from './sample-staff.ts';
import { seedSampleTown } from './seed-sample-town.ts';

try {
  const config = readConfig(process.env);
  if (config.mode === 'production') {
    throw new ConfigError('APP_MODE', 'production is never seeded', 'Seed a sample town only.');
  }
  const logger = pino();
  const services = await buildServices(config, { logger });
  await seedSampleStaff(services);
  await seedSampleTown(services, logger);
  await services.stores.close();
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exitCode = 1;
}
