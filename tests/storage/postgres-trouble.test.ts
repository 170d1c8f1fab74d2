import { sql } from 'drizzle-orm';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { DATABASES, useDatabase } from './each-database.ts';
import { sampleDraft } from './samples.ts';

describe.skipIf(!DATABASES.includes('postgres'))('trouble with PostgreSQL', () => {
  const db = useDatabase('postgres');

  async function asAdmin<T>(work: (admin: pg.Client) => Promise<T>): Promise<T> {
    const admin = new pg.Client({ connectionString: db().databaseUrl ?? '' });
    await admin.connect();
    try {
      return await work(admin);
    } finally {
      await admin.end();
    }
  }

  it('survives connections that the server cuts, and acknowledges nothing that is lost', async () => {
    const { drafts } = db().stores;
    await drafts.create(sampleDraft());
    await asAdmin(async (admin) => {
      await admin.query('BEGIN; SELECT pg_advisory_xact_lock(7101)');
      const lost = sampleDraft();
      const write = drafts.create(lost);
      const refused = expect(write).rejects.toMatchObject({
        code: 'storage_unavailable',
        detail: { kind: 'lost' },
      });
      const waiting = "SELECT pid FROM pg_stat_activity WHERE wait_event = 'advisory'";
      while ((await admin.query(waiting)).rowCount === 0) await new Promise(setImmediate);
      await admin.query(
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
      );
      await refused;
      await admin.query('COMMIT');
      expect(await drafts.find(lost.id)).toBeUndefined();
    });
    const next = sampleDraft();
    await drafts.create(next);
    expect(await drafts.find(next.id)).toEqual(next);
  });

  it('says "unavailable" when another writer takes too long', async () => {
    const { drafts } = db().stores;
    await asAdmin(async (admin) => {
      await admin.query('BEGIN; SELECT pg_advisory_xact_lock(7101)');
      await expect(drafts.create(sampleDraft())).rejects.toMatchObject({
        code: 'storage_unavailable',
        detail: { kind: 'busy' },
      });
      await db().stores.ping();
    });
    await drafts.create(sampleDraft());
  });

  it('commits to the disk whatever the server is set to', async () => {
    const synchronous = sql<string>`current_setting('synchronous_commit')`;
    const rows = await db().driver.read(async ({ db }) =>
      db.select({ synchronous }).from(sql`(select 1) as one`),
    );
    expect(rows).toEqual([{ synchronous: 'on' }]);
  });
});
