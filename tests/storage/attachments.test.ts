import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Attachment } from '../../server/domain/attachments/attachment.ts';
import { DATABASES, useDatabase } from './each-database.ts';
import { minutesLater, NOW } from './samples.ts';

function sampleAttachment(change: Partial<Attachment> = {}): Attachment {
  return {
    id: randomUUID(),
    ownerId: randomUUID(),
    key: 'photos',
    name: '家の写真.jpg',
    type: 'image/jpeg',
    bytes: 1234,
    sha256: 'ab'.repeat(32),
    takenAt: '2026-11-03T10:20:30',
    receivedAt: NOW,
    ...change,
  };
}

describe.each(DATABASES)('attachments on %s', (dialect) => {
  const database = useDatabase(dialect);

  it('gives back what was handed in, in order, its name sealed', async () => {
    const { stores, driver } = database();
    const first = sampleAttachment();
    const { ownerId } = first;
    const second = sampleAttachment({ ownerId, key: 'map', receivedAt: minutesLater(1) });
    for (const one of [second, first]) expect(await stores.attachments.add(one, 5)).toBe('added');
    expect(await stores.attachments.listFor(ownerId)).toEqual([first, second]);
    expect(await stores.attachments.find(first.id)).toEqual(first);
    const rows = await driver.read(({ db, tables }) => db.select().from(tables.attachments));
    expect(rows.some(({ name }) => name.includes('家の写真'))).toBe(false);
  });

  it('takes no more files than the definition says, under each key by itself', async () => {
    const { attachments } = database().stores;
    const ownerId = randomUUID();
    const add = (key: string) => attachments.add(sampleAttachment({ ownerId, key }), 2);
    const outcomes = await Promise.all([add('photos'), add('photos'), add('photos'), add('map')]);
    expect(outcomes.toSorted()).toEqual(['added', 'added', 'added', 'full']);
  });

  it('lets only its owner take a file away', async () => {
    const { attachments } = database().stores;
    const one = sampleAttachment();
    await attachments.add(one, 5);
    expect(await attachments.remove(one.id, randomUUID())).toBe(false);
    expect(await attachments.remove(one.id, one.ownerId)).toBe(true);
    expect(await attachments.find(one.id)).toBeUndefined();
  });

  it('says which files no row names', async () => {
    const { attachments } = database().stores;
    const one = sampleAttachment();
    await attachments.add(one, 5);
    const stray = randomUUID();
    expect(await attachments.unknown([one.id, stray])).toEqual([stray]);
    expect(await attachments.unknown([])).toEqual([]);
  });
});
