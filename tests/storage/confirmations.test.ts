import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hashSecret } from '../../server/lib/secret-hash.ts';
import { DATABASES, useDatabase } from './each-database.ts';
import { NOW, sampleDraft, sampleSubmission } from './samples.ts';

const SIGNATURE = { width: 900, height: 260, strokes: [[[1, 2, 0] as [number, number, number]]] };
const COUNTS = { typedValues: 3, carriedValues: 4, paperValues: 7 };

describe.each(DATABASES)('what a resident confirmed at the counter (%s)', (dialect) => {
  const db = useDatabase(dialect);
  const stores = () => db().stores;

  /** A sitting with one form that is ready to be sent. */
  async function ready() {
    const [id, tablet] = [randomUUID(), randomUUID()];
    await stores().devices.pair({
      id: tablet,
      kind: 'tablet',
      name: '窓口1番',
      section: 'residents',
      tabletId: null,
      pairedBy: 'staff:kanri',
      pairedAt: NOW,
      unpairedAt: null,
      tokenHash: hashSecret(tablet),
    });
    const sessionHash = hashSecret(id);
    await stores().sittings.open({
      id,
      sessionHash,
      deviceId: tablet,
      staffLogin: 'madoguchi',
      section: 'residents',
      locale: 'vi',
      openedBy: 'staff:madoguchi',
      openedAt: NOW,
    });
    const draft = sampleDraft({ sessionHash, channel: 'counter' });
    await stores().drafts.create(draft);
    const task = { id: randomUUID(), position: 0, procedureId: draft.procedureId };
    const none = { applicationId: null, typedValues: 0, carriedValues: 0, paperValues: 0 };
    await stores().sittings.change({ id, now: NOW }, () => ({
      tasks: [{ ...task, ...none, state: 'begun', draftId: draft.id }],
    }));
    const confirmation = {
      applicationId: draft.id,
      way: 'signature' as const,
      locale: 'vi',
      signature: SIGNATURE,
      staffLogin: 'madoguchi',
      at: NOW,
    };
    const submission = {
      ...sampleSubmission({ application: { id: draft.id }, sessionHash }),
      draftRevision: draft.revision,
      confirmation,
      counts: COUNTS,
    };
    return { id, draft, confirmation, submission };
  }

  it('is written with the application, and its task is done and counted, once', async () => {
    const { id, draft, confirmation, submission } = await ready();
    const outcomes = await Promise.all([
      stores().applications.submit(submission),
      stores().applications.submit(submission),
    ]);
    expect(outcomes.map(({ result }) => result).sort()).toEqual(['already', 'submitted']);
    expect(await stores().confirmations.find(draft.id)).toEqual(confirmation);
    const [task] = await stores().sittings.tasks(id);
    expect(task).toMatchObject({
      state: 'sent',
      applicationId: draft.id,
      draftId: null,
      ...COUNTS,
    });
    expect(await stores().sittings.find(id)).toMatchObject(COUNTS);
  });

  it('is not written when the form is another one by then', async () => {
    const { id, draft, submission } = await ready();
    const changed = { ...submission, draftRevision: draft.revision + 1 };
    expect(await stores().applications.submit(changed)).toEqual({ result: 'draft_changed' });
    expect(await stores().confirmations.find(draft.id)).toBeUndefined();
    expect((await stores().sittings.tasks(id))[0]?.state).toBe('begun');
  });
});
