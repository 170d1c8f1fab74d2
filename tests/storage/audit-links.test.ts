import { describe, expect, it } from 'vitest';
import { createKeyRing } from '../../server/lib/key-ring.ts';
import { appendAudit, readHead } from '../../server/storage/audit-chain.ts';
import { storesOn } from '../../server/storage/open-stores.ts';
import { DATABASES, useDatabase } from './each-database.ts';
import { NOW } from './samples.ts';

const entry = (subject: string) => ({
  at: NOW,
  actor: 'system',
  action: 'application.submitted',
  subject,
  detail: {},
});

describe.each(DATABASES)('links that are made without looking (%s)', (dialect) => {
  const db = useDatabase(dialect);
  const headSeq = () =>
    db().driver.read(async (connection) => (await readHead(connection))[0]?.seq ?? 0);

  it('follow each other when two processes write in turns', async () => {
    const [one, other] = [storesOn(db().driver, db().keys), storesOn(db().driver, db().keys)];
    const before = await headSeq();
    for (const writer of [one, one, other, one, other, other, one]) {
      await writer.audit.append(entry('turns'));
    }
    expect(await headSeq()).toBe(before + 7);
    expect((await one.audit.verify()).brokenAt).toBeNull();
  });

  it('leave nothing behind when what was written is taken back', async () => {
    const ring = createKeyRing(db().keys);
    const write = (subject: string, fails = false) =>
      db().driver.write(async (connection) => {
        await appendAudit(connection, ring, entry(subject));
        if (fails) throw new Error('taken back');
      });
    await write('kept');
    const before = await headSeq();
    await expect(write('gone', true)).rejects.toThrow('taken back');
    await write('kept');
    // Together in one commit, the one in the middle taken back.
    const all = await Promise.allSettled([write('kept'), write('gone', true), write('kept')]);
    expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await headSeq()).toBe(before + 3);
    const { brokenAt } = await db().stores.audit.verify();
    expect(brokenAt).toBeNull();
  });
});
