import { readConfig } from '../config.ts';
import { loadResources } from '../domain/bookings/load-resources.ts';
import { strandedBookings } from '../domain/bookings/stranded-bookings.ts';
import { todayInTokyo } from '../lib/jst-date.ts';
import { createBookingStore } from '../storage/booking-store.ts';
import { checkInvariants } from '../storage/invariants.ts';
import { openDatabase } from '../storage/open-stores.ts';
import { runCommand } from './run-command.ts';

await runCommand(async () => {
  const config = readConfig(process.env);
  const driver = await openDatabase(config);
  const violations = await checkInvariants(driver);
  const upcoming = await createBookingStore(driver).upcoming(todayInTokyo(new Date()));
  await driver.close();
  for (const { rule, ids } of violations) {
    console.error(`BROKEN ${rule}: ${ids.slice(0, 10).join(', ')} (${ids.length})`);
  }
  if (violations.length === 0) console.log('Payments, bookings and applications agree.');
  // Nothing is broken by these: the town has changed its rules since, and has to telephone.
  const { resources } = loadResources(config.proceduresDir);
  for (const { number, day, resource, slots, reason } of strandedBookings(resources, upcoming)) {
    console.log(`TELEPHONE ${number}: ${resource} ${day} ${slots.join(' ')} (${reason})`);
  }
  return violations.length === 0 ? 0 : 1;
});
