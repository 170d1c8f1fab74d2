import { gt } from 'drizzle-orm';
import type { KeyRing } from '../lib/key-ring.ts';
import { openApplicationNumbers, toApplication } from './application-rows.ts';
import type { Driver } from './connection.ts';
import { createDraftReader } from './draft-rows.ts';
import { SENT } from './kept-drafts.ts';

/** Opens every sealed answer once: a restored database without its keys is no restored database. */
export function openEverything(
  driver: Driver,
  ring: KeyRing,
): Promise<{ drafts: number; applications: number }> {
  return driver.read(async ({ db, tables }) => {
    const drafts = await db.select().from(tables.drafts).where(gt(tables.drafts.expiresAt, SENT));
    const { toDraft } = createDraftReader(ring);
    for (const row of drafts) toDraft(row);
    const applications = await db.select().from(tables.applications);
    for (const row of applications) {
      toApplication(ring, row);
      openApplicationNumbers(ring, row);
    }
    return { drafts: drafts.length, applications: applications.length };
  });
}
