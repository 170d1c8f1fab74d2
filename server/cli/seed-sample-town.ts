import { createHash, randomUUID } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import { closedOn, startDraft } from '../domain/applications/start-draft.ts';
import { submitApplication } from '../domain/applications/submit-application.ts';
import { claimsFor } from '../domain/bookings/claims.ts';
import { computeFee } from '../domain/fees/compute-fee.ts';
import type { Answers } from '../domain/fields/answers.ts';
import { settleAttempt } from '../domain/payments/settle-attempt.ts';
import { startPayment } from '../domain/payments/start-payment.ts';
import { computeJourney } from '../domain/procedures/journey.ts';
import type { Locale } from '../domain/procedures/locale.ts';
import type { Procedure } from '../domain/procedures/procedure.ts';
import { type Clock, fixedClock } from '../lib/clock.ts';
import { addDays, addMonths, todayInTokyo } from '../lib/jst-date.ts';
import { pricingFor } from '../routes/apply/pricing.ts';
import { sealingOf } from '../routes/apply/seal-case.ts';
import type { Services } from '../services.ts';
import type { MadeUpPerson } from './made-up-answer.ts';
import { madeUpName, madeUpPhone } from './made-up-people.ts';
import { HANAKO, sampleAnswers } from './sample-answers.ts';
import { seedSampleBills } from './sample-bills.ts';
import { sampleBookings } from './sample-bookings.ts';
import { seedSampleCounter } from './sample-counter.ts';
import { seedSampleFormCounts } from './sample-form-counts.ts';
import { finishSample, reviewSamples } from './sample-reviews.ts';
import { type SeededRandom, seededRandom } from './seeded-random.ts';

const SEED_SESSION = createHash('sha256').update('sample town').digest('hex');

const DAY_MS = 86_400_000;

/** Cases older than that have been dealt with. */
const LONG_AGO_DAYS = 25;

interface SampleCase {
  readonly procedure: Procedure;
  readonly answers: Answers;
  readonly at: Date;
  readonly locale: Locale;
  /** Whose case it is; without one, 見本 花子. */
  readonly person?: MadeUpPerson;
  /** Begun and left: not everybody who starts arrives. */
  readonly abandoned?: boolean;
}

/** Sends one made-up application through the same path that residents take, on its own day. */
async function send(services: Services, sample: SampleCase): Promise<string | undefined> {
  const { stores } = services;
  const { procedure, at } = sample;
  const clock = fixedClock(at);
  const today = todayInTokyo(at);
  if (closedOn(procedure, today) !== null) return undefined;
  const answers = sample.abandoned
    ? sample.answers
    : sampleAnswers(procedure, sample.answers, { today }, sample.person);
  if (answers === undefined) return undefined;
  const journey = computeJourney(procedure, answers, { today });
  const draft = await startDraft(stores, clock, {
    procedure,
    locale: sample.locale,
    sessionHash: SEED_SESSION,
    today,
    answers,
  });
  if (sample.abandoned) return undefined;
  const slot = procedure.booking ? journey.answers[procedure.booking] : undefined;
  const booked = slot as unknown as { resource: string; day: string; slots: string[] } | undefined;
  const resource = booked && services.resources.find(booked.resource);
  const fee = computeFee(procedure, journey, pricingFor(services, today));
  const seal = sealingOf(services, { procedure, journey, documents: [] });
  const outcome = await submitApplication(stores, clock, {
    procedure,
    draft,
    journey,
    sessionHash: SEED_SESSION,
    today,
    fee: { yen: fee.yen, lines: [{ item: 'fee', label: '手数料', yen: fee.yen }] },
    ...(seal && { seal }),
    booking:
      booked && resource
        ? { ...booked, claims: claimsFor(resource, booked.day, booked.slots) }
        : null,
  });
  if (outcome.result !== 'submitted') return undefined;
  if (outcome.chargeId) await pay(services, clock, outcome.chargeId, fee.yen, booked?.day);
  return outcome.applicationId;
}

async function pay(
  services: Services,
  clock: Clock,
  chargeId: string,
  yen: number,
  bookedDay: string | undefined,
): Promise<void> {
  const { charges } = services.stores;
  const { revenue } = services;
  // Made-up payments are made where no money is: never at a company that is configured besides.
  const providers = new Map([...services.providers].filter(([id]) => id === 'sandbox'));
  const deps = { charges, clock, providers, revenue };
  await startPayment(deps, {
    chargeId,
    method: 'card',
    bookedDay: bookedDay ?? null,
    locale: 'ja',
    description: '見本',
    returnUrl: services.config.publicUrl,
    cancelUrl: services.config.publicUrl,
  });
  const [attempt] = await charges.attempts(chargeId);
  if (attempt === undefined) return;
  // In the company's own books, too: what it has taken it pays out.
  const paid = { status: 'paid', method: 'card', paidAt: clock.now() } as const;
  await services.stores.sandbox.settle(attempt.providerRef ?? '', paid, []);
  await settleAttempt(deps, attempt, {
    outcome: { outcome: 'paid', method: 'card', yen, paidAt: clock.now() },
    providerEventId: `seed-${randomUUID()}`,
  });
}

function somebody(random: SeededRandom, locale: Locale): MadeUpPerson {
  const phone = madeUpPhone(random).replaceAll('-', '');
  return { ...HANAKO, name: madeUpName(random, locale), phone };
}

/** A steady trickle over half a year, more of it lately, mostly in Japanese. */
function history(services: Services): SampleCase[] {
  const now = services.clock.now();
  const today = todayInTokyo(now);
  const samples: SampleCase[] = [];
  const random = seededRandom(31);
  const procedures = [...services.library.procedures.values()].filter(
    (p) => p.booking === undefined,
  );
  for (let month = 6; month >= 1; month -= 1) {
    const first = `${addMonths(today, -month).slice(0, 7)}-01`;
    procedures.forEach((procedure, index) => {
      const cases = procedure.examples.filter((example) => example.expect.ends_with === undefined);
      for (let n = 0; n < 8 - month + index; n += 1) {
        const example = cases[n % Math.max(cases.length, 1)];
        const at = new Date(`${addDays(first, (n * 5 + index * 3) % 27)}T1${n % 8}:30:00+09:00`);
        if (at >= now) continue;
        const locale = n % 6 === 4 ? 'en' : n % 6 === 5 ? 'ja-easy' : 'ja';
        samples.push({
          procedure,
          answers: example?.answers ?? {},
          person: somebody(random, locale),
          at,
          abandoned: n % 5 === 3,
          locale,
        });
      }
    });
  }
  return samples;
}

/** What is taken in the coming weeks, so that the calendars look like a town's. */
function bookings(services: Services): SampleCase[] {
  const procedure = services.library.procedures.get('facility-booking');
  if (procedure === undefined) return [];
  const now = services.clock.now();
  return sampleBookings(services.resources, todayInTokyo(now)).map(({ answers }, index) => ({
    procedure,
    answers,
    at: new Date(now.getTime() - (index % 45) * DAY_MS - 60_000),
    locale: 'ja' as const,
  }));
}

/** Fills 見本市 on first run: made-up applications and bookings, sent through the real path. */
export async function seedSampleTown(services: Services, logger: FastifyBaseLogger): Promise<void> {
  const before = await services.stores.indicators.counts('2000-01-01', '2999-12-31');
  if (before.some((count) => count.started > 0)) return;
  const samples = [...history(services), ...bookings(services)];
  const sent = await Promise.all(samples.map((sample) => send(services, sample)));
  const ids = sent.filter((id) => id !== undefined);
  // The newest of each procedure: samples are listed month by month.
  const newest = new Map<string, string>();
  for (const [index, { procedure }] of samples.entries()) {
    const id = sent[index];
    if (id !== undefined) newest.set(procedure.id, id);
  }
  const untouched = new Set(newest.values());
  const longAgo = services.clock.now().getTime() - LONG_AGO_DAYS * DAY_MS;
  await Promise.all(
    samples.map(async ({ procedure, at }, index) => {
      const id = sent[index];
      // One in twelve is forgotten, as everywhere: the lists show it in red.
      if (id === undefined || untouched.has(id) || at.getTime() > longAgo || index % 12 === 0)
        return;
      await finishSample(services, { procedure, applicationId: id, at });
    }),
  );
  await reviewSamples(services, [...untouched]);
  await seedSampleBills(services);
  await seedSampleCounter(services);
  await seedSampleFormCounts(services);
  // So that the office's first list is whole, and the next start has nothing to make up for.
  await services.inboxFollower.follow();
  logger.info({ applications: ids.length }, 'sample town 見本市 seeded');
}
