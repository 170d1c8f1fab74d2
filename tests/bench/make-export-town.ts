// node tests/bench/make-export-town.ts <procedure> <applications>: a town with cases of one procedure.
import { pino } from 'pino';
import { seedSampleStaff } from '../../server/cli/sample-staff.ts';
import { seedMany } from '../../server/cli/seed-many.ts';
import { readConfig } from '../../server/config.ts';
import { buildServices } from '../../server/services.ts';
import { procedureOf } from '../support/sample-town.ts';

const [id = '', count] = process.argv.slice(2);
const services = await buildServices(readConfig(process.env), { logger: pino({ level: 'error' }) });
await seedSampleStaff(services);
// Cases are added to the lists at once only where nobody has to catch up.
while (!(await services.inboxFollower.follow()));
const { library } = services;
const procedures = new Map([[id, procedureOf(library, id)]]);
await seedMany(
  { ...services, library: { ...library, procedures } },
  Number(count),
  () => undefined,
);
await services.attachmentFiles.close();
await services.formPrinter.close();
await services.stores.close();
process.exit(0);
