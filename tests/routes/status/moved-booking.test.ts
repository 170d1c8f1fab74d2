import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimsFor } from '../../../server/domain/bookings/claims.ts';
import type { Resource } from '../../../server/domain/bookings/resources.ts';
import { todayInTokyo } from '../../../server/lib/jst-date.ts';
import { sampleSubmission } from '../../storage/samples.ts';
import { type ApplyApp, applyApp } from '../../support/apply-app.ts';
import { inputsOf, sentCase } from '../../support/case-desk.ts';
import { fullExample, madeUpAnswers } from '../../support/made-up-answers.ts';

/*
 * A collection was booked in the north; the address turns out to be in the south. The correction
 * asks for a day of the south, and sending it moves the booking.
 */

let site: ApplyApp;
beforeAll(async () => {
  site = await applyApp();
});
afterAll(() => site.close());

const SOUTH = { postcode: '9990003', town: '駅前通' };

async function returned() {
  const procedure = site.services.library.procedures.get('bulky-waste')!;
  const today = todayInTokyo(site.clock.now());
  const made = madeUpAnswers(procedure, fullExample(procedure), today);
  // Nothing to pay: it is received at once.
  const answers = { ...made, exemption: 'welfare', exemption_statement: true };
  const applicant = async () => {
    const resident = site.resident();
    const form = await resident.fill({ procedure, answers, until: 'check', locale: 'ja' });
    return { resident, procedure, answers, ...form };
  };
  const sent = await sentCase({ ...site, applicant }, 'bulky-waste');
  await sent.staff('take-up');
  await sent.staff('return', '--about', 'fields.applicant_address', '--reason', 'wrong');
  return sent;
}

type Sent = Awaited<ReturnType<typeof returned>>;

const bookingOf = (id: string) => site.services.stores.bookings.findByApplication(id);
const seats = async (resource: string, day: string) =>
  (await site.services.stores.bookings.taken([resource], day, day))[0]?.taken ?? 0;

/** Opens the case again with number and code. */
async function enter({ resident, applicationId }: Sent, code: string) {
  const application = await site.services.stores.applications.find(applicationId);
  const form = await resident.open('/ja/status');
  await resident.post('/ja/status', { ...form.hidden, number: application?.number ?? '', code });
}

/** Corrects the address, then chooses the first day of the new area. */
async function correct(sent: Sent) {
  const { resident } = sent;
  const form = await sent.begin(resident, 'correction');
  const typed: Record<string, string> = inputsOf(form.page.body);
  typed['applicant_address.postcode'] = SOUTH.postcode;
  typed['applicant_address.town'] = SOUTH.town;
  const sentForm = await resident.post(form.path, { ...form.hidden, ...typed, intent: 'next' });
  const date = await resident.follow(sentForm, form.path);
  const slot = await resident.pickSlot(date.path, 'date');
  const chosen = await resident.post(date.path, { ...date.hidden, ...slot, intent: 'next' });
  return { date, day: String(slot['date.day']), check: await resident.follow(chosen, date.path) };
}

describe('a correction that leads to another collection area', () => {
  it('asks for a day of that area, from today on, and moves the booking in one commit', async () => {
    const sent = await returned();
    const before = await bookingOf(sent.applicationId);
    expect(before?.resource).toBe('waste-north');
    const held = await seats('waste-north', before!.day);
    // Days later: what was free when it was sent is over now.
    const secrets = await site.services.stores.applications.secrets(
      sent.applicationId,
      site.clock.now(),
    );
    site.clock.set('2026-11-26T12:00:00+09:00');
    await enter(sent, secrets?.code ?? '');
    const { date, day, check } = await correct(sent);
    expect(date.path).toBe(`${sent.status}/correction/date`);
    expect(date.page.body).toContain('南地区');
    expect(day).toBe('2026-12-16');
    expect(check.path).toBe(`${sent.status}/correction/check`);
    // As long as it is not sent, the old day stands.
    expect(await bookingOf(sent.applicationId)).toEqual(before);
    const done = await sent.resident.post(check.path, { ...check.hidden, intent: 'submit' });
    expect([done.statusCode, done.headers.location]).toEqual([303, sent.status]);
    const after = await bookingOf(sent.applicationId);
    expect(after).toMatchObject({ resource: 'waste-south', day, state: 'confirmed' });
    expect(await seats('waste-north', before!.day)).toBe(held - 1);
    expect(await seats('waste-south', day)).toBe(1);
    expect((await sent.resident.get(sent.status)).body).toContain('2026年12月16日');
  });

  it('is refused when the day has filled up meanwhile, and then changes nothing', async () => {
    const sent = await returned();
    const before = await bookingOf(sent.applicationId);
    const { day, check } = await correct(sent);
    const south = site.services.resources.find('waste-south') as Resource;
    const claims = claimsFor(south, day, ['day']);
    for (
      let free = south.versions[0].capacity - (await seats('waste-south', day));
      free > 0;
      free -= 1
    ) {
      const booking = {
        id: crypto.randomUUID(),
        resource: south.id,
        day,
        slots: ['day'],
        claims,
        holdUntil: null,
      };
      await site.services.stores.applications.submit(sampleSubmission({ booking }));
    }
    const late = await sent.resident.post(check.path, { ...check.hidden, intent: 'submit' });
    expect(late.statusCode).toBe(409);
    expect(late.body).toContain('前に申し込んだ日は、そのままになっています');
    expect(await bookingOf(sent.applicationId)).toEqual(before);
    const application = await site.services.stores.applications.find(sent.applicationId);
    expect(application?.status).toBe('returned');
  });
});
