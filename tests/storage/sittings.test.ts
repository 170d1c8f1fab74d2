import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { CounterTask, SittingFacts } from '../../server/domain/counter/sitting.ts';
import { hashSecret } from '../../server/lib/secret-hash.ts';
import { DATABASES, useDatabase } from './each-database.ts';
import { minutesLater, NOW, sampleDraft, sampleSubmission } from './samples.ts';

const FACTS: SittingFacts = {
  known: {
    'applicant.name': { type: 'name', value: { family: '大江', given: '花子' }, source: 'card' },
  },
  differences: [],
  bundleAnswers: { dog: true },
};

describe.each(DATABASES)('sittings at the counter (%s)', (dialect) => {
  const db = useDatabase(dialect);
  const stores = () => db().stores;

  async function pairedTablet() {
    const id = randomUUID();
    const tokenHash = hashSecret(randomUUID());
    await stores().devices.pair({
      id,
      kind: 'tablet',
      name: '窓口1番',
      section: 'residents',
      tabletId: null,
      pairedBy: 'staff:kanri',
      pairedAt: NOW,
      unpairedAt: null,
      tokenHash,
    });
    return { id, tokenHash };
  }
  async function opened(deviceId: string) {
    const id = randomUUID();
    const outcome = await stores().sittings.open({
      id,
      sessionHash: hashSecret(id),
      deviceId,
      staffLogin: 'madoguchi',
      section: 'residents',
      locale: 'ja',
      openedBy: 'staff:madoguchi',
      openedAt: NOW,
    });
    return { id, outcome };
  }
  const task = (change: Partial<CounterTask> = {}): CounterTask => ({
    id: randomUUID(),
    position: 0,
    procedureId: 'dog-registration',
    state: 'to_do',
    draftId: null,
    applicationId: null,
    typedValues: 0,
    carriedValues: 0,
    paperValues: 0,
    ...change,
  });

  it('are one on a tablet, whoever presses first', async () => {
    const { id: tablet } = await pairedTablet();
    const [one, two] = await Promise.all([opened(tablet), opened(tablet)]);
    const results = [one.outcome.result, two.outcome.result].sort();
    expect(results).toEqual(['opened', 'taken']);
  });

  it('keep what they know sealed, and end with nothing of it', async () => {
    const { id: tablet } = await pairedTablet();
    const { id } = await opened(tablet);
    const sitting = await stores().sittings.find(id);
    const sessionHash = sitting?.sessionHash ?? '';
    const draft = sampleDraft({ id: randomUUID(), sessionHash, channel: 'counter' });
    await stores().drafts.create(draft);
    const filledIn = sampleDraft({ id: randomUUID(), sessionHash, channel: 'counter' });
    await stores().drafts.create(filledIn);
    const { id: application } = filledIn;
    const sent = sampleSubmission({ sessionHash, application: { id: application } });
    await stores().applications.submit(sent);
    const access = await stores().applications.secrets(application, NOW);
    expect(access).toBeDefined();
    expect(await stores().applications.isGranted(sessionHash, application, NOW)).toBe(true);
    const tasks = [task({ state: 'begun', draftId: draft.id })];
    const codeHash = hashSecret(`code of ${id}`);
    await stores().counterCodes.make({
      codeHash,
      purpose: 'to_phone',
      content: '大江 花子',
      owner: id,
      at: NOW,
      expiresAt: minutesLater(5),
    });
    await stores().sittings.change({ id, now: NOW }, () => ({ sitting: { facts: FACTS }, tasks }));
    expect((await stores().sittings.find(id))?.facts).toEqual(FACTS);

    const end = { id, for: 'handed_back', actor: 'staff:madoguchi', now: minutesLater(3) } as const;
    await stores().sittings.close({ ...end, for: 'timed_out', idleSince: minutesLater(-1) });
    expect((await stores().sittings.find(id))?.state).toBe('open');
    await stores().sittings.close(end);
    await stores().sittings.close({ ...end, for: 'timed_out' });
    const over = await stores().sittings.find(id);
    expect(over).toMatchObject({ state: 'closed', closedFor: 'handed_back', deviceId: tablet });
    expect(over?.facts.known).toEqual({});
    expect(await stores().sittings.tasks(id)).toMatchObject([{ state: 'left_out', draftId: null }]);
    expect(await stores().drafts.find(draft.id)).toBeUndefined();
    expect(await stores().applications.isGranted(sessionHash, application, NOW)).toBe(false);
    // And code and link still go when their day is over.
    expect(await stores().applications.secrets(application, NOW)).toEqual(access);
    await stores().applications.removeExpiredGrants(minutesLater(24 * 60));
    expect(await stores().applications.secrets(application, NOW)).toBeUndefined();
    const taken = { codeHash, purpose: 'to_phone', now: minutesLater(3) } as const;
    expect(await stores().counterCodes.take(taken)).toEqual({ result: 'used' });
    const change = stores().sittings.change({ id, now: minutesLater(4) }, () => ({ tasks }));
    await expect(change).rejects.toMatchObject({ code: 'transition_not_allowed' });
    expect((await opened(tablet)).outcome.result).toBe('opened');
  });

  it('never meet on a tablet when one is passed on to it', async () => {
    const [{ id: here }, { id: there }] = [await pairedTablet(), await pairedTablet()];
    const { id } = await opened(here);
    await opened(there);
    const at = { id, now: NOW };
    const moved = stores().sittings.change(at, () => ({ sitting: { deviceId: there } }));
    await expect(moved).rejects.toMatchObject({ code: 'transition_not_allowed' });
    const waits = {
      state: 'passed_on',
      deviceId: null,
      staffLogin: null,
      passedTo: 'tax',
    } as const;
    await stores().sittings.change(at, () => ({ sitting: waits }));
    const list = stores().sittings.listPassedOn({ sections: ['tax'], login: 'x' });
    expect((await list).map((one) => one.id)).toContain(id);
  });

  it('end when their tablet is lost, which is a stranger from then on', async () => {
    const { id: tablet, tokenHash } = await pairedTablet();
    const { id } = await opened(tablet);
    expect(await stores().devices.findByToken(tokenHash)).toMatchObject({ id: tablet });
    await stores().devices.unpair({ id: tablet, actor: 'staff:kanri', at: minutesLater(1) });
    expect(await stores().devices.findByToken(tokenHash)).toBeUndefined();
    expect(await stores().sittings.find(id)).toMatchObject({ closedFor: 'unpaired' });
    expect(await stores().devices.workedOn(tablet, NOW)).toEqual(['madoguchi']);
    expect(await stores().devices.workedOn(tablet, minutesLater(1))).toEqual([]);
    expect((await stores().devices.lastSittings()).get(tablet)).toEqual(NOW);
  });

  it('hand a code to one of many who try, and only in time', async () => {
    const make = (codeHash: string) =>
      stores().counterCodes.make({
        codeHash,
        purpose: 'to_counter',
        content: 'draft',
        owner: null,
        at: NOW,
        expiresAt: minutesLater(10),
      });
    const [early, late] = [hashSecret(randomUUID()), hashSecret(randomUUID())];
    await make(early);
    await make(late);
    const take = (codeHash: string, minutes: number) =>
      stores().counterCodes.take({ codeHash, purpose: 'to_counter', now: minutesLater(minutes) });
    const all = await Promise.all([take(early, 1), take(early, 1), take(early, 1)]);
    expect(all.filter(({ result }) => result === 'taken')).toEqual([
      { result: 'taken', content: 'draft', owner: null },
    ]);
    expect(await take(late, 11)).toEqual({ result: 'expired' });
    const other = { codeHash: late, purpose: 'to_phone', now: NOW } as const;
    expect(await stores().counterCodes.take(other)).toEqual({ result: 'unknown' });
  });
});
