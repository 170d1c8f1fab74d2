import { readConfig } from '../config.ts';
import { checkInvariants } from '../storage/invariants.ts';
import { openDatabase } from '../storage/open-stores.ts';
import { runCommand } from './run-command.ts';

await runCommand(async () => {
  const driver = await openDatabase(readConfig(process.env));
  const violations = await checkInvariants(driver);
  await driver.close();
  for (const { rule, ids } of violations) {
    console.error(`BROKEN ${rule}: ${ids.slice(0, 10).join(', ')} (${ids.length})`);
  }
  if (violations.length === 0) console.log('Payments, bookings and applications agree.');
  return violations.length === 0 ? 0 : 1;
});
