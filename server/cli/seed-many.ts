import { randomUUID } from 'node:crypto';
import type { Application } from '../domain/applications/application.ts';
import { statusFromEvents } from '../domain/applications/status-table.ts';
import { inboxEntry } from '../domain/inbox/inbox-entry.ts';
import { newAccessCode, newApplicationLink } from '../lib/access-code.ts';
import { addOpenDays } from '../lib/japanese-calendar.ts';
import { todayInTokyo } from '../lib/jst-date.ts';
import { createKeyRing } from '../lib/key-ring.ts';
import { orderedId } from '../lib/ordered-id.ts';
import type { Services } from '../services.ts';
import { addMadeCases, type MadeCase } from '../storage/add-made-cases.ts';
import { openDatabase } from '../storage/open-stores.ts';
import type { SqliteDriver } from '../storage/sqlite-driver.ts';
import { type AnswerPattern, answerPatterns } from './answer-patterns.ts';
import { answersOfSomebody } from './made-up-answers.ts';
import { madeUpHistory } from './made-up-history.ts';
import { madeUpLocale } from './made-up-people.ts';
import { type SeededRandom, seededRandom } from './seeded-random.ts';

const DAY_MS = 86_400_000;
const YEARS_MS = 730 * DAY_MS;
const AT_ONCE = 1000;
const CLOSING: readonly Application['status'][] = ['refused', 'completed', 'withdrawn'];

/** By day, mostly; a tenth in the evening. */
function momentOf(at: number, random: SeededRandom): Date {
  const day = todayInTokyo(new Date(at));
  const hour = random.next() < 0.1 ? 19 + random.below(4) : 8 + random.below(10);
  const time = `${String(hour).padStart(2, '0')}:${String(random.below(60)).padStart(2, '0')}`;
  const moment = new Date(`${day}T${time}:00+09:00`);
  return moment.getTime() < at ? moment : new Date(at);
}

/** Numbers that nobody has yet. */
function numberMaker(taken: Set<string>, random: SeededRandom) {
  return (day: string): string => {
    for (;;) {
      const digits = String(random.below(100_000_000)).padStart(8, '0');
      const number = `${day.slice(2, 4)}${day.slice(5, 7)}-${digits.slice(0, 4)}-${digits.slice(4)}`;
      if (taken.has(number)) continue;
      taken.add(number);
      return number;
    }
  };
}

function madeCase(
  { procedure, answers, documents }: AnswerPattern,
  given: { readonly submittedAt: Date; readonly now: Date; readonly number: string },
  random: SeededRandom,
): MadeCase {
  const { submittedAt, now, number } = given;
  const locale = madeUpLocale(random);
  const id = orderedId(submittedAt);
  const { events, notes } = madeUpHistory(procedure, { submittedAt, now, documents }, random);
  const status = statusFromEvents(events) as Application['status'];
  const last = events.at(-1)?.at ?? submittedAt;
  const isFee = status === 'fee_due';
  const application: Application = {
    id,
    number,
    procedureId: procedure.id,
    version: procedure.version,
    countsAs: procedure.countsAs,
    channel: 'online',
    locale,
    status,
    answers: answersOfSomebody(procedure, answers, locale, random),
    feeYen: isFee ? 600 : 0,
    startedAt: new Date(submittedAt.getTime() - (3 + random.below(20)) * 60_000),
    submittedAt,
    receivedAt: events.find(({ type }) => type === 'received' || type === 'brought')?.at ?? null,
    closedAt: CLOSING.includes(status) || status === 'granted' ? last : null,
  };
  const payBy = new Date(`${addOpenDays(todayInTokyo(now), 14)}T23:59:59+09:00`);
  const lines = [{ item: 'copies', label: '写し', yen: 600 }];
  return {
    application,
    access: { code: newAccessCode(), link: newApplicationLink(id) },
    events,
    notes,
    ...(isFee && { charge: { id: randomUUID(), kind: 'fee', yen: 600, lines, payBy } }),
    entry: inboxEntry(procedure, application, events, []),
  };
}

/**
 * Adds made-up applications of the last two years with their history, straight into the tables: for
 * trials and benchmarks. They open, the log stays whole, and the lists know them.
 */
export async function seedMany(
  services: Services,
  count: number,
  onProgress: (done: number) => void,
): Promise<void> {
  const { config, clock } = services;
  const ring = createKeyRing(config.dataKeys);
  const driver = await openDatabase(config);
  // The search keys of a million cases don't fit into the usual two megabytes.
  if (driver.dialect === 'sqlite') (driver as SqliteDriver).writer.pragma('cache_size = -400000');
  try {
    const now = clock.now();
    const taken = new Set(
      await driver.read(async ({ db, tables: { applications } }) => {
        const rows = await db.select({ number: applications.number }).from(applications);
        return rows.map(({ number }) => number);
      }),
    );
    const random = seededRandom(count + taken.size);
    const newNumber = numberMaker(taken, random);
    const patterns = answerPatterns(services, now);
    const start = now.getTime() - YEARS_MS;
    for (let from = 0; from < count; from += AT_ONCE) {
      const cases: MadeCase[] = [];
      for (let n = from; n < Math.min(from + AT_ONCE, count); n += 1) {
        const submittedAt = momentOf(start + (YEARS_MS * (n + random.next())) / count, random);
        const day = todayInTokyo(submittedAt);
        const pattern = patterns.pick(day, random);
        if (pattern === undefined) continue;
        cases.push(madeCase(pattern, { submittedAt, now, number: newNumber(day) }, random));
      }
      await addMadeCases(driver, ring, cases);
      onProgress(from + cases.length);
    }
  } finally {
    await driver.close();
  }
}
