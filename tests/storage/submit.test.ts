import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { newApplicationLink } from '../../server/lib/access-code.ts';
import { storesOn } from '../../server/storage/open-stores.ts';
import { DATABASES, newKey, useDatabase } from './each-database.ts';
import {
  minutesLater,
  NOW,
  sampleBooking,
  sampleCharge,
  sampleDraft,
  sampleSubmission,
} from './samples.ts';

describe.each(DATABASES)('submitting an application (%s)', (dialect) => {
  const db = useDatabase(dialect);

  const applications = () => db().stores.applications;

  it('writes all of it in one commit, and the draft goes', async () => {
    const { stores } = db();
    const draft = sampleDraft();
    await stores.drafts.create(draft);
    const booking = sampleBooking({ day: '2026-12-24', holdUntil: minutesLater(30) });
    const mail = {
      id: randomUUID(),
      to: 'hanako@example.jp',
      subject: '受け付けました',
      body: '番号',
      locale: 'ja' as const,
      attempts: 0,
      nextAt: NOW,
    };
    const charge = sampleCharge();
    const submission = sampleSubmission({
      application: { id: draft.id },
      booking,
      charge,
      mails: [mail],
    });
    const { id } = submission.application;
    expect(await stores.applications.submit(submission)).toEqual({ result: 'submitted' });
    expect(await stores.applications.find(id)).toEqual(submission.application);
    expect(await stores.drafts.find(draft.id)).toBeUndefined();
    expect(await stores.applications.events(id)).toEqual([{ seq: 1, ...submission.events[0] }]);
    expect(await stores.bookings.findByApplication(id)).toEqual({
      id: booking.id,
      applicationId: id,
      resource: 'hall',
      day: '2026-12-24',
      slots: ['morning'],
      state: 'held',
      holdUntil: minutesLater(30),
    });
    expect(await stores.charges.findByApplication(id)).toMatchObject({
      ...charge,
      state: 'open',
      refundYen: 0,
      paidAt: null,
      createdAt: NOW,
    });
    expect((await stores.outbox.due(NOW, 9)).map(({ id }) => id)).toEqual([mail.id]);
    expect(await stores.audit.verify()).toEqual({ entries: 1, brokenAt: null });
  });

  it('refuses what is no longer what was read, and keeps the newer draft', async () => {
    const { stores } = db();
    const draft = sampleDraft();
    await stores.drafts.create(draft);
    const { id, revision, locale, expiresAt } = draft;
    await stores.drafts.save({
      id,
      revision,
      answers: { a: 'newer' },
      locale,
      now: NOW,
      expiresAt,
    });
    const submission = sampleSubmission({ application: { id }, draftRevision: revision });
    expect(await stores.applications.submit(submission)).toEqual({ result: 'draft_changed' });
    expect(await stores.applications.find(submission.application.id)).toBeUndefined();
    expect((await stores.drafts.find(id))?.answers).toEqual({ a: 'newer' });
    const current = sampleSubmission({ application: { id }, draftRevision: revision + 1 });
    expect(await stores.applications.submit(current)).toEqual({ result: 'submitted' });
  });

  it('leaves nothing of a draft that was sent: nothing finds it, changes it or brings it back', async () => {
    const { drafts } = db().stores;
    const draft = sampleDraft({ sessionHash: 'sent', pending: { page: 'p', raw: { a: 'typed' } } });
    const { id, locale, expiresAt } = draft;
    await drafts.create(draft);
    await drafts.leave({ id, resumeHash: 'sent-code', now: NOW });
    await drafts.adopt({ id, sessionHash: 'sent', now: NOW });
    await applications().submit(sampleSubmission({ application: { id } }));
    expect(await drafts.find(id)).toBeUndefined();
    expect(await drafts.findBySession('sent', draft.procedureId, NOW)).toBeUndefined();
    expect(await drafts.listBySession('sent', NOW)).toEqual([]);
    const change = { id, revision: 0, answers: { a: 'late' }, locale, now: NOW, expiresAt };
    await expect(drafts.save(change)).rejects.toMatchObject({ code: 'draft_not_found' });
    await drafts.keepPending({ id, pending: { page: 'p', raw: {} }, locale, now: NOW });
    await drafts.adopt({ id, sessionHash: 'other', now: NOW });
    await drafts.leave({ id, resumeHash: 'other-code', now: NOW });
    for (const resumeHash of ['sent-code', 'other-code']) {
      expect(await drafts.resume({ resumeHash, sessionHash: 'x', now: NOW })).toBeUndefined();
    }
    const rows = await db().driver.read(async (connection) => {
      const { drafts: table } = connection.tables;
      return connection.db.select().from(table).where(eq(table.id, id));
    });
    expect(rows).toHaveLength(1);
    expect(rows[0]?.pending).toBeNull();
    expect(rows[0]?.answers.every((byte) => byte === 0)).toBe(true);
    expect(await drafts.removeExpired(NOW)).toBeGreaterThan(0);
    expect(await db().stores.audit.verify()).toMatchObject({ brokenAt: null });
  });

  it('answers the second submit of a draft with what the first became', async () => {
    const first = sampleSubmission();
    const { id } = first.application;
    const again = sampleSubmission({
      application: { id },
      booking: sampleBooking({ day: '2027-01-07' }),
    });
    const { entries } = await db().stores.audit.verify();
    const results = await Promise.all([applications().submit(first), applications().submit(again)]);
    expect(results).toEqual([{ result: 'submitted' }, { result: 'already', applicationId: id }]);
    expect(await applications().find(id)).toEqual(first.application);
    expect(await applications().events(id)).toHaveLength(1);
    expect((await db().stores.audit.verify()).entries).toBe(entries + 1);
    expect(await db().stores.bookings.taken(['hall'], '2027-01-07', '2027-01-07')).toEqual([]);
  });

  it('writes nothing when the number is taken', async () => {
    const first = sampleSubmission();
    const { number } = first.application;
    const second = sampleSubmission({ application: { number } });
    await applications().submit(first);
    expect(await applications().submit(second)).toEqual({ result: 'number_taken' });
    expect(await applications().find(second.application.id)).toBeUndefined();
  });

  it('writes nothing when a slot is taken: the draft stays', async () => {
    const draft = sampleDraft();
    await db().stores.drafts.create(draft);
    const day = '2027-02-01';
    await applications().submit(sampleSubmission({ booking: sampleBooking({ day }) }));
    const claims = ['stage', 'hall'].map((atom) => ({ atom, slot: 'morning', capacity: 1 }));
    const late = sampleSubmission({
      application: { id: draft.id },
      booking: sampleBooking({ day, claims }),
      charge: sampleCharge(),
    });
    const before = await db().stores.audit.verify();
    expect(await applications().submit(late)).toEqual({ result: 'slot_taken' });
    expect(await applications().find(late.application.id)).toBeUndefined();
    expect(await db().stores.charges.findByApplication(late.application.id)).toBeUndefined();
    expect(await db().stores.drafts.find(draft.id)).toBeDefined();
    expect(await db().stores.bookings.taken(['stage'], day, day)).toEqual([]);
    expect(await db().stores.audit.verify()).toEqual(before);
  });

  it('knows who holds seats from a day on, and nobody else', async () => {
    const day = '2031-04-01';
    const send = async (booking: Parameters<typeof sampleBooking>[0]) => {
      const submission = sampleSubmission({ booking: sampleBooking(booking) });
      await applications().submit(submission);
      return submission.application.number;
    };
    const later = await send({ day: '2031-04-02' });
    const first = await send({ day });
    await send({ day: '2031-03-31' });
    const found = await db().stores.bookings.upcoming(day);
    expect(found.map(({ number, day: on }) => [number, on])).toEqual([
      [first, day],
      [later, '2031-04-02'],
    ]);
    expect(found[0]).toMatchObject({
      resource: sampleBooking().resource,
      slots: sampleBooking().slots,
    });
  });

  it('opens to number and code together, and to the link', async () => {
    const { application, access } = await submitted();
    const find = (number: string, code: string) => applications().findByNumberAndCode(number, code);
    const typed = access.code.toLowerCase().replaceAll('-', ' ');
    expect(await find(application.number, typed)).toEqual(application);
    expect(await find(application.number, '0000-0000-0000')).toBeUndefined();
    expect(await find('2611-0000-0000', access.code)).toBeUndefined();
    expect(await applications().findByLink(access.link)).toEqual(application);
    expect(await applications().findByLink(`${access.link}x`)).toBeUndefined();
    // Who knows the application's id still has to know the secret.
    const guessed = newApplicationLink(application.id);
    expect(await applications().findByLink(guessed)).toBeUndefined();
    expect(await applications().findByLink('nothing')).toBeUndefined();
  });

  it('shows code and link again for a day, to the browser that applied', async () => {
    const { application, access, sessionHash } = await submitted();
    const { id } = application;
    const day = 24 * 60;
    expect(await applications().secrets(id, minutesLater(day - 1))).toEqual(access);
    expect(await applications().secrets(id, minutesLater(day))).toBeUndefined();
    expect(await applications().isGranted(sessionHash, id, NOW)).toBe(true);
    expect(await applications().isGranted('another', id, NOW)).toBe(false);
    expect(await applications().isGranted(sessionHash, id, minutesLater(day))).toBe(false);
    expect(await applications().removeExpiredGrants(minutesLater(day))).toBeGreaterThan(0);
    // Not only hidden: gone.
    expect(await applications().secrets(id, NOW)).toBeUndefined();
    expect(await applications().findByLink(access.link)).toBeDefined();
  });

  it('grants, prolongs and revokes', async () => {
    const { application } = await submitted();
    const { id } = application;
    const grant = (expiresAt: Date) =>
      applications().grant({ sessionHash: 'reader', applicationId: id, expiresAt });
    await grant(minutesLater(5));
    await grant(minutesLater(60));
    expect(await applications().isGranted('reader', id, minutesLater(30))).toBe(true);
    await applications().revokeGrants('reader');
    expect(await applications().isGranted('reader', id, NOW)).toBe(false);
  });

  it('forgets code and link on time, also when the phone was left behind', async () => {
    const { application, sessionHash } = await submitted();
    const { id } = application;
    const day = 24 * 60;
    await applications().revokeGrants(sessionHash);
    await applications().removeExpiredGrants(minutesLater(1));
    expect(await applications().secrets(id, minutesLater(day - 1))).toBeDefined();
    await applications().removeExpiredGrants(minutesLater(day));
    expect(await applications().secrets(id, NOW)).toBeUndefined();
    expect(await applications().removeExpiredGrants(minutesLater(day))).toBe(0);
  });

  it('keeps codes and answers good when a new key is put in front', async () => {
    const { application, access } = await submitted();
    const stores = storesOn(db().driver, [newKey('k2'), ...db().keys]);
    const { number, id } = application;
    expect(await stores.applications.findByNumberAndCode(number, access.code)).toEqual(application);
    const next = sampleSubmission();
    await stores.applications.submit(next);
    expect(await stores.applications.find(next.application.id)).toEqual(next.application);
    expect((await stores.audit.verify()).brokenAt).toBeNull();
    const withoutOld = storesOn(db().driver, [newKey('k3')]);
    await expect(withoutOld.applications.find(id)).rejects.toThrow(/key/);
    expect(await withoutOld.applications.findByNumberAndCode(number, access.code)).toBeUndefined();
  });

  async function submitted() {
    const submission = sampleSubmission();
    await applications().submit(submission);
    const access = await applications().secrets(submission.application.id, NOW);
    if (access === undefined) throw new Error('sent without code and link');
    return { ...submission, access };
  }
});
