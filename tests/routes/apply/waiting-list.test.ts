import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimsFor } from '../../../server/domain/bookings/claims.ts';
import type { Resource } from '../../../server/domain/bookings/resources.ts';
import { moveWaitingLists } from '../../../server/jobs/move-waiting-lists.ts';
import { sampleSubmission } from '../../storage/samples.ts';
import { type ApplyApp, applyApp, NOON } from '../../support/apply-app.ts';
import type { InjectedResident } from '../../support/injected-resident.ts';
import { fullExample, madeUpAnswers } from '../../support/made-up-answers.ts';
import { procedureOf } from '../../support/sample-town.ts';

const COURSE = 'course-cooking';
const DAY = '2026-12-12';
const SLOT = { resource: COURSE, day: DAY, slots: ['day'] };

let site: ApplyApp;
let course: Resource;
let capacity: number;
beforeAll(async () => {
  site = await applyApp();
  course = site.services.resources.find(COURSE) as Resource;
  capacity = course.versions[0].capacity;
});
afterAll(() => site.close());

/** Others take seats of that day. @returns the application that holds the last one */
async function takeSeats(count: number, day = DAY): Promise<string> {
  let id = '';
  for (let seat = 0; seat < count; seat += 1) {
    const claims = claimsFor(course, day, SLOT.slots);
    const booking = { ...SLOT, day, id: crypto.randomUUID(), holdUntil: null, claims };
    const submission = sampleSubmission({ booking });
    await site.services.stores.applications.submit(submission);
    id = submission.application.id;
  }
  return id;
}

const free = (id: string) =>
  site.services.stores.applications.withdraw({
    id,
    now: site.clock.now(),
    decide: (current) => ({
      refundYen: 0,
      events: [{ type: 'withdrawn', at: current.submittedAt, actor: 'resident', detail: {} }],
    }),
  });

/** Somebody who has answered everything for that day and reads the check page. */
async function applicant(day = DAY, locale = 'ja') {
  const procedure = procedureOf(site.services.library, 'event-application');
  const made = madeUpAnswers(procedure, fullExample(procedure), '2026-11-21');
  const answers = { ...made, course: COURSE, applicant_email: 'hanako@example.jp' };
  const resident = site.resident();
  const { path } = await resident.fill({ procedure, answers, until: 'check', locale });
  const datePath = path.replace('/check', '/date');
  const date = await resident.open(`${datePath}?from=check&month=${day.slice(0, 7)}&day=${day}`);
  const typed = { 'date.day': day, 'date.resource': COURSE, 'date.slots': 'day' };
  const picked = await resident.post(datePath, { ...date.hidden, ...typed, intent: 'next' });
  return { resident, picked, ...(await resident.open(path)) };
}

async function send(form: Awaited<ReturnType<typeof applicant>>) {
  const reply = await form.resident.post(form.path, { ...form.hidden, intent: 'submit' });
  return { reply, id: String(reply.headers.location).split('/').at(-1) ?? '' };
}

const bodyOf = async (resident: InjectedResident, path: string) =>
  (await resident.get(path)).body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

const subjects = async () =>
  (await site.services.stores.outbox.due(site.clock.now(), 500)).map(({ subject }) => subject);

describe('a full course', () => {
  it('is walked to the waiting list, told so everywhere, and given the seat that comes back', async () => {
    const last = await takeSeats(capacity);
    const form = await applicant();
    const slotPage = form.path.replace('/check', '/date');
    const picker = await bodyOf(form.resident, `${slotPage}?month=2026-12&day=${DAY}`);
    expect(picker).toContain('満席（キャンセル待ちできます）');
    const check = await bodyOf(form.resident, form.path);
    expect(check).toContain('まだ席は取れません');
    expect(check).toContain('キャンセル待ちを申し込む');

    const { reply, id } = await send(form);
    expect(reply.statusCode).toBe(303);
    const done = await bodyOf(form.resident, String(reply.headers.location));
    expect(done).toContain('まだ席は取れていません');
    expect(done).toContain('いま1番目です');
    expect(done).not.toContain('カレンダーに');
    const ics = await form.resident.get(`${String(reply.headers.location)}/calendar.ics`);
    expect(ics.statusCode).toBe(404);
    expect(await subjects()).toContain('キャンセル待ちを受け付けました');
    expect(await site.services.stores.applications.find(id)).toMatchObject({
      status: 'waitlisted',
      receivedAt: null,
    });
    const counts = () => site.services.stores.indicators.counts('2026-11-01', '2026-11-30');
    const received = async () =>
      (await counts())
        .filter(({ procedureId }) => procedureId === 'event-application')
        .reduce((sum, row) => sum + row.received, 0);
    expect(await received()).toBe(0);

    const status = `/ja/status/${id}`;
    site.clock.set('2026-11-21T12:05:00+09:00');
    const second = await send(await applicant());
    expect(await site.services.stores.waitingList.place(second.id)).toBe(2);
    // A seat that became free in another way is given by the next sweep.
    await free(last);
    const holder = await applicant('2026-12-26');
    expect((await send(holder)).reply.statusCode).toBe(303);
    await moveWaitingLists(site.services);
    expect(await bodyOf(form.resident, status)).toContain('申請を受け付けました');
    expect(await bodyOf(form.resident, status)).toContain('あなたの席が決まりました');
    expect(await subjects()).toContain('席が空きました');
    expect(await received()).toBe(2);
    expect(await site.services.stores.waitingList.place(second.id)).toBe(1);
  });

  it('a withdrawal on the status page hands the seat on at once, with until when to say no', async () => {
    const { stores } = site.services;
    const day = '2027-01-09';
    await takeSeats(capacity - 1, day);
    const holder = await applicant(day);
    const held = await send(holder);
    const waiting = await send(await applicant(day, 'en'));
    expect((await stores.applications.find(waiting.id))?.status).toBe('waitlisted');
    const page = `/ja/status/${held.id}/withdraw`;
    const { hidden } = await holder.resident.open(page);
    expect((await holder.resident.post(page, hidden)).statusCode).toBe(303);
    expect((await stores.applications.find(waiting.id))?.status).toBe('received');
    const mails = await stores.outbox.due(site.clock.now(), 500);
    const mail = mails.find(({ subject }) => subject === 'A place is free for you');
    expect(mail).toMatchObject({ to: 'hanako@example.jp', locale: 'en' });
    expect(mail?.body).toContain('9 January 2027');
    expect(mail?.body).toMatch(/withdraw on the page below by .*8 January 2027/);
  });

  it('surprises nobody: a seat that went meanwhile is told before it is waited for', async () => {
    const day = '2027-01-23';
    site.clock.set('2026-11-24T12:00:00+09:00');
    await takeSeats(capacity - 1, day);
    const form = await applicant(day);
    expect(form.hidden['waits']).toBeUndefined();
    await takeSeats(1, day);
    const { reply } = await send(form);
    expect(reply.statusCode).toBe(409);
    expect(reply.body).toContain('まだ席は取れません');
    const again = await form.resident.open(form.path);
    const sent = await send({ ...form, hidden: again.hidden });
    expect((await site.services.stores.applications.find(sent.id))?.status).toBe('waitlisted');
    // Taking back a waiting place is the same page as for any application.
    const page = `/ja/status/${sent.id}/withdraw`;
    const { hidden } = await form.resident.open(page);
    expect((await form.resident.post(page, hidden)).statusCode).toBe(303);
    expect(await site.services.stores.waitingList.counts(COURSE, day, day)).toEqual([]);
    site.clock.set(NOON);
  });

  it('whose list is full takes no more', async () => {
    const day = '2026-12-26';
    await takeSeats(capacity, day);
    for (let place = 1; place <= 5; place += 1) await send(await applicant(day));
    expect(await site.services.stores.waitingList.counts(COURSE, day, day)).toMatchObject([
      { waiting: 5 },
    ]);
    const { resident, picked, path } = await applicant(day);
    expect(picked.statusCode).toBe(422);
    const slots = await bodyOf(resident, path.replace('/check', `/date?month=2026-12&day=${day}`));
    expect(slots).not.toContain('満席（キャンセル待ちできます）');
    expect(slots).toContain('この日は空きがありません');
  }, 60_000);

  it('says when the day has passed without a seat', async () => {
    const waiting = await send(await applicant('2027-01-09'));
    site.clock.set('2027-01-10T09:00:00+09:00');
    await moveWaitingLists(site.services);
    const { applications } = site.services.stores;
    expect((await applications.find(waiting.id))?.status).toBe('lapsed');
    site.clock.set(NOON);
  });
});
