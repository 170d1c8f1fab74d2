import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Attachment } from '../../server/domain/attachments/attachment.ts';
import { DATABASES, useDatabase } from './each-database.ts';
import { minutesLater, NOW, sampleAttachment, sampleDraft, sampleSubmission } from './samples.ts';

describe.each(DATABASES)('attachments on %s', (dialect) => {
  const database = useDatabase(dialect);
  const keepUntil = minutesLater(24 * 60);

  /** A draft that is there, and files of it. */
  async function draftWith(...changes: Partial<Attachment>[]) {
    const { stores } = database();
    const draft = sampleDraft();
    await stores.drafts.create(draft);
    const files = changes.map((change) => sampleAttachment({ ownerId: draft.id, ...change }));
    const add = (attachments: readonly Attachment[], maxFiles = 5, maxBytes = 1_000_000) =>
      stores.attachments.add({ attachments, room: { maxFiles, maxBytes }, keepUntil });
    return { draft, files, add, attachments: stores.attachments, stores };
  }

  it('gives back what was handed in, in order, its name sealed; the draft lives on', async () => {
    const { draft, files, add, attachments, stores } = await draftWith(
      { key: 'map', receivedAt: minutesLater(1) },
      {},
    );
    expect(await add(files)).toEqual(['added', 'added']);
    expect(await attachments.listFor(draft.id)).toEqual([files[1], files[0]]);
    expect(await attachments.find(files[0]?.id ?? '')).toEqual(files[0]);
    const { driver } = database();
    const rows = await driver.read(({ db, tables }) => db.select().from(tables.attachments));
    expect(rows.some(({ name }) => name.includes('家の写真'))).toBe(false);
    expect((await stores.drafts.find(draft.id))?.expiresAt).toEqual(keepUntil);
  });

  it('takes no more files than the definition says, under each key by itself', async () => {
    const { add, files } = await draftWith({}, {}, {}, { key: 'map' });
    const outcomes = await Promise.all(files.map((file) => add([file], 2)));
    expect(outcomes.flat().toSorted()).toEqual(['added', 'added', 'added', 'full']);
  });

  it('takes no more bytes than one owner may have, under all keys together', async () => {
    const bytes = 40;
    const { add, draft, files, attachments } = await draftWith(
      { bytes },
      { bytes, key: 'map' },
      { bytes },
    );
    const outcomes = await Promise.all(files.map((file) => add([file], 5, 100)));
    expect(outcomes.flat().toSorted()).toEqual(['added', 'added', 'no_room']);
    const last = files.find((_, at) => outcomes[at]?.[0] === 'no_room')!;
    // Exactly full is full, not too much.
    expect(await add([{ ...last, bytes: 20 }], 5, 100)).toEqual(['added']);
    expect(await attachments.listFor(draft.id)).toHaveLength(3);
  });

  it('takes the same content once, also where it fills the last place', async () => {
    const { draft, add, files, attachments } = await draftWith({ sha256: 'a' }, { sha256: 'a' });
    expect(await add(files, 1)).toEqual(['added', 'same']);
    expect(await attachments.listFor(draft.id)).toHaveLength(1);
  });

  it('adds nothing to what is no draft (any more), and takes nothing away from what was sent', async () => {
    const { draft, files, add, attachments, stores } = await draftWith({}, {}, {});
    const [first, second, third] = files as [Attachment, Attachment, Attachment];
    expect(await add([{ ...first, ownerId: randomUUID() }])).toEqual(['gone']);
    expect(await add([first])).toEqual(['added']);
    await stores.applications.submit(sampleSubmission({ application: { id: draft.id } }));
    expect(await add([second, third])).toEqual(['gone', 'gone']);
    expect(await attachments.remove(first.id, draft.id)).toBe(false);
    expect(await attachments.listFor(draft.id)).toEqual([first]);
  });

  it('sends the files that were read: others refuse it, those no longer asked for go', async () => {
    const { draft, files, add, attachments, stores } = await draftWith({}, {}, { key: 'old' });
    await add(files);
    const ids = files.filter(({ key }) => key === 'photos').map(({ id }) => id);
    const send = (read: readonly string[]) =>
      stores.applications.submit(
        sampleSubmission({
          application: { id: draft.id },
          attachments: { keys: ['photos'], ids: read },
        }),
      );
    expect(await send(ids.slice(1))).toEqual({ result: 'draft_changed' });
    expect(await attachments.listFor(draft.id)).toHaveLength(3);
    expect(await send(ids)).toEqual({ result: 'submitted' });
    expect((await attachments.listFor(draft.id)).map(({ id }) => id).toSorted()).toEqual(
      ids.toSorted(),
    );
  });

  it('lets only its owner take a file away', async () => {
    const { files, add, attachments } = await draftWith({});
    const [one] = files as [Attachment];
    await add(files);
    expect(await attachments.remove(one.id, randomUUID())).toBe(false);
    expect(await attachments.remove(one.id, one.ownerId)).toBe(true);
    expect(await attachments.find(one.id)).toBeUndefined();
  });

  it('forgets what belongs to a draft that is gone, and keeps what was sent', async () => {
    const kept = await draftWith({});
    await kept.add(kept.files);
    await kept.stores.applications.submit(sampleSubmission({ application: { id: kept.draft.id } }));
    const gone = await draftWith({});
    await gone.add(gone.files);
    const living = await draftWith({});
    await living.add(living.files);
    await gone.stores.drafts.remove(gone.draft.id);
    await kept.stores.drafts.removeExpired(NOW);
    await gone.attachments.removeOwnerless();
    expect(await gone.attachments.listFor(gone.draft.id)).toEqual([]);
    expect(await gone.attachments.listFor(kept.draft.id)).toHaveLength(1);
    expect(await gone.attachments.listFor(living.draft.id)).toHaveLength(1);
  });

  it('says which files no row names', async () => {
    const { files, add, attachments } = await draftWith({});
    const [one] = files as [Attachment];
    await add(files);
    const stray = randomUUID();
    expect(await attachments.unknown([one.id, stray])).toEqual([stray]);
    expect(await attachments.unknown([])).toEqual([]);
  });
});
