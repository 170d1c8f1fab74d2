import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { giveDraft } from '../../server/domain/counter/give-draft.ts';
import { makeCodeToCounter, makeCodeToPhone } from '../../server/domain/counter/hand-over-code.ts';
import { takeDraft } from '../../server/domain/counter/take-draft.ts';
import { hashSecret } from '../../server/lib/secret-hash.ts';
import { DATABASES, useDatabase } from './each-database.ts';
import { minutesLater, NOW, sampleDraft, sampleSubmission } from './samples.ts';

const clock = { now: () => NOW };
const NUMBER = { value: '123456789018' };

describe.each(DATABASES)('drafts between phone and counter (%s)', (dialect) => {
  const db = useDatabase(dialect);
  const stores = () => db().stores;

  async function sitting() {
    const [id, sessionHash, deviceId] = [randomUUID(), hashSecret(randomUUID()), randomUUID()];
    await stores().devices.pair({
      id: deviceId,
      kind: 'tablet',
      name: '窓口1番',
      section: 'residents',
      tabletId: null,
      pairedBy: 'staff:kanri',
      pairedAt: NOW,
      unpairedAt: null,
      tokenHash: hashSecret(deviceId),
    });
    await stores().sittings.open({
      id,
      sessionHash,
      deviceId,
      staffLogin: 'madoguchi',
      section: 'residents',
      locale: 'ja',
      openedBy: 'staff:madoguchi',
      openedAt: NOW,
    });
    return { id, sessionHash };
  }
  /** A form on somebody's phone, with what was typed and not sent, and a number under its own seal. */
  async function onPhone(change: Parameters<typeof sampleDraft>[0] = {}) {
    const sessionHash = hashSecret(randomUUID());
    const pending = { page: 'purpose', raw: { purpose: '途中' } };
    const answers = { purpose: '合唱の練習', my_number: NUMBER };
    const draft = sampleDraft({ sessionHash, pending, answers, locale: 'ko', ...change });
    await stores().drafts.create(draft);
    return { ...draft, sessionHash };
  }
  const code = (draft: { id: string; sessionHash: string | null }) =>
    makeCodeToCounter(stores(), clock, { sessionHash: draft.sessionHash, drafts: [draft.id] });
  const take = (sittingId: string, typed: string, replace = false, now = NOW) =>
    takeDraft(stores(), { now: () => now }, { sittingId, typed, replace, staffLogin: 'madoguchi' });

  it('come to one sitting, however many read the code at once', async () => {
    const draft = await onPhone();
    const { code: typed } = await code(draft);
    const places = await Promise.all([sitting(), sitting(), sitting()]);
    const results = await Promise.all(places.map(({ id }) => take(id, typed)));
    expect(results.map(({ result }) => result).sort()).toEqual(['taken', 'used', 'used']);
    const winner = places[results.findIndex(({ result }) => result === 'taken')];
    const { updatedAt: _, ...same } = draft;
    const moved = { ...same, sessionHash: winner?.sessionHash, channel: 'counter' };
    expect(await stores().drafts.find(draft.id)).toMatchObject(moved);
    const tasks = await stores().sittings.tasks(winner?.id ?? '');
    expect(tasks).toMatchObject([{ state: 'begun', draftId: draft.id }]);
    expect(await stores().sittings.find(winner?.id ?? '')).toMatchObject({ locale: 'ko' });
    expect(await stores().draftMoves.wentToCounter(draft.sessionHash)).toEqual([draft.procedureId]);
    // An old link, or a form that is still open on the phone, doesn't fetch it back.
    await stores().drafts.adopt({ id: draft.id, sessionHash: draft.sessionHash, now: NOW });
    expect(await stores().drafts.find(draft.id)).toMatchObject(moved);
  });

  it('stay where they are when the code is too old, or the form was sent or is a correction', async () => {
    const { id } = await sitting();
    const late = await onPhone();
    const old = await code(late);
    expect(await take(id, old.code, false, minutesLater(10))).toEqual({ result: 'expired' });
    const sent = await onPhone();
    const second = await code(sent);
    const { sessionHash } = sent;
    await stores().applications.submit(
      sampleSubmission({ sessionHash, application: { id: sent.id } }),
    );
    expect(await take(id, second.code)).toEqual({ result: 'gone' });
    const caseOf = { applicationId: sent.id, kind: 'correction' };
    const third = await code(await onPhone({ caseOf }));
    expect(await take(id, third.code)).toEqual({ result: 'gone' });
    expect(await take(id, '7K3M-Q9TD-X2HF')).toEqual({ result: 'unknown' });
    expect(await take(id, '7K3M')).toEqual({ result: 'malformed' });
    expect(await stores().sittings.tasks(id)).toEqual([]);
    expect(await stores().drafts.find(late.id)).toMatchObject({ channel: 'online' });
  });

  it('take the place of what was begun here only when staff say so', async () => {
    const { id } = await sitting();
    const [first, second] = [await onPhone(), await onPhone()];
    await take(id, (await code(first)).code);
    const { code: typed } = await code(second);
    const begun = { result: 'begun_here', procedures: [first.procedureId] };
    expect(await take(id, typed)).toEqual(begun);
    expect(await take(id, typed, true)).toMatchObject({ result: 'taken' });
    expect(await stores().drafts.find(first.id)).toBeUndefined();
    expect(await stores().sittings.tasks(id)).toMatchObject([{ draftId: second.id }]);
  });

  it('go back to their phone when the sitting ends before they are sent', async () => {
    const { id } = await sitting();
    const draft = await onPhone();
    await take(id, (await code(draft)).code);
    await stores().sittings.close({ id, for: 'timed_out', actor: 'system', now: NOW });
    expect(await stores().drafts.find(draft.id)).toMatchObject({
      sessionHash: draft.sessionHash,
      channel: 'online',
      answers: draft.answers,
    });
  });

  it('go nowhere when the register was asked in that sitting: it may have been somebody else', async () => {
    const { id } = await sitting();
    const draft = await onPhone();
    await take(id, (await code(draft)).code);
    const name = { type: 'name', value: { family: '他人', given: '花子' } };
    await stores().sittings.change({ id, now: NOW }, ({ facts }) => {
      const known = { 'applicant.name': { ...name, source: 'register' as const } };
      return { sitting: { facts: { ...facts, known } } };
    });
    await stores().sittings.close({ id, for: 'handed_back', actor: 'system', now: NOW });
    expect(await stores().drafts.find(draft.id)).toBeUndefined();
  });

  it('go to one phone, and the end of the sitting leaves them there', async () => {
    const { id, sessionHash } = await sitting();
    const draft = await onPhone({ sessionHash, channel: 'counter' });
    const task = { id: randomUUID(), position: 0, procedureId: draft.procedureId };
    const begun = { ...task, state: 'begun' as const, draftId: draft.id, applicationId: null };
    const values = { typedValues: 1, carriedValues: 0, paperValues: 0 };
    await stores().sittings.change({ id, now: NOW }, () => ({ tasks: [{ ...begun, ...values }] }));
    const given = { sittingId: id, taskId: task.id, draftId: draft.id, staffLogin: 'madoguchi' };
    const first = await makeCodeToPhone(stores(), clock, given);
    const { code: typed } = await makeCodeToPhone(stores(), clock, given);
    const phones = ['p', 'q', 'r'].map((name) => hashSecret(name + id));
    const fetch = (phone: string, code: string) =>
      giveDraft(stores(), clock, {
        typed: code,
        sessionHash: phone,
        channelOf: () => 'online',
      });
    expect(await fetch('early', first.code)).toEqual({ result: 'unknown' });
    const results = await Promise.all(phones.map((phone) => fetch(phone, typed)));
    expect(results.map(({ result }) => result).sort()).toEqual(['given', 'used', 'used']);
    const winner = phones[results.findIndex(({ result }) => result === 'given')];
    expect(await stores().sittings.tasks(id)).toMatchObject([
      { state: 'left_out', draftId: null, typedValues: 1 },
    ]);
    expect((await stores().sittings.find(id))?.facts.onPhone).toEqual([draft.procedureId]);
    await stores().sittings.close({ id, for: 'done', actor: 'staff:madoguchi', now: NOW });
    const there = { sessionHash: winner, channel: 'online', answers: draft.answers };
    expect(await stores().drafts.find(draft.id)).toMatchObject(there);
  });

  it('of an ended sitting are given to nobody', async () => {
    const { id } = await sitting();
    const given = { sittingId: id, taskId: 'x', draftId: 'y', staffLogin: 'madoguchi' };
    const { code: typed } = await makeCodeToPhone(stores(), clock, given);
    await stores().sittings.close({ id, for: 'done', actor: 'staff:madoguchi', now: NOW });
    const phone = { typed, sessionHash: 'p', channelOf: () => 'online' as const };
    expect(await giveDraft(stores(), clock, phone)).toEqual({ result: 'used' });
  });
});
