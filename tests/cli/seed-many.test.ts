import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedMany } from '../../server/cli/seed-many.ts';
import { rebuildInbox } from '../../server/domain/inbox/rebuild-inbox.ts';
import { createKeyRing } from '../../server/lib/key-ring.ts';
import type { Driver } from '../../server/storage/connection.ts';
import { checkInvariants } from '../../server/storage/invariants.ts';
import { openEverything } from '../../server/storage/open-everything.ts';
import { openDatabase } from '../../server/storage/open-stores.ts';
import { type ApplyApp, applyApp } from '../support/apply-app.ts';

const COUNT = 300;

describe('made-up applications', () => {
  let site: ApplyApp;
  let driver: Driver;
  beforeAll(async () => {
    site = await applyApp();
    driver = await openDatabase({ dataDir: site.dataDir, databaseUrl: null });
    await site.services.inboxFollower.follow();
    await seedMany(site.services, COUNT, () => undefined);
  }, 120_000);
  afterAll(async () => {
    await driver.close();
    await site.close();
  });

  const lists = () =>
    driver.read(async ({ db, tables: { inbox, searchKeys } }) => ({
      rows: (await db.select().from(inbox).orderBy(inbox.applicationId)).map((row) => ({
        ...row,
        applicant: null,
      })),
      keys: await db.select().from(searchKeys).orderBy(searchKeys.key, searchKeys.applicationId),
    }));

  it('open, agree with each other, and stand in the log', async () => {
    const ring = createKeyRing(site.services.config.dataKeys);
    expect(await openEverything(driver, ring)).toMatchObject({ applications: COUNT });
    expect(await checkInvariants(driver)).toEqual([]);
    expect((await site.services.stores.audit.verify()).brokenAt).toBeNull();
  });

  it('stand in the lists as if the log had been followed', async () => {
    const seeded = await lists();
    expect(seeded.rows).toHaveLength(COUNT);
    expect(await site.services.stores.inbox.changes(10)).toMatchObject({ applicationIds: [] });
    await rebuildInbox(site.services);
    expect(await lists()).toEqual(seeded);
  });

  it('are of many kinds: languages, statuses, procedures, two years', async () => {
    const { rows } = await lists();
    const kinds = (column: keyof (typeof rows)[number]) =>
      new Set(rows.map((row) => row[column])).size;
    expect(kinds('locale')).toBeGreaterThan(4);
    expect(kinds('status')).toBeGreaterThan(4);
    expect(kinds('procedureId')).toBeGreaterThan(15);
    const days = rows.map(({ submittedAt }) => submittedAt);
    expect(Math.max(...days) - Math.min(...days)).toBeGreaterThan(700 * 86_400_000);
    expect(Math.max(...days)).toBeLessThanOrEqual(site.clock.now().getTime());
  });
});
