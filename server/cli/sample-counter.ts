import { declaredFrom } from '../domain/indicators/declaration.ts';
import { serveTicket } from '../domain/queue/serve-ticket.ts';
import { ended } from '../domain/queue/ticket-steps.ts';
import { townQueues } from '../domain/queue/town-queues.ts';
import { addOpenDays } from '../lib/japanese-calendar.ts';
import { addDays, daysBetween, fiscalYear, todayInTokyo } from '../lib/jst-date.ts';
import { orderedId } from '../lib/ordered-id.ts';
import type { Services } from '../services.ts';

const ACT = { actor: 'staff:madoguchi', desk: '窓口1番' };
/** Minutes of a morning at tax time, on the way from 90 to 45. */
const WAITS = [38, 41, 45, 52, 55, 58, 61, 63, 66, 72, 80, 95];
const MINUTE_MS = 60_000;
const ISSUES = 24;

const at = (day: string, minutes: number) =>
  new Date(Date.parse(`${day}T09:00:00+09:00`) + minutes * MINUTE_MS);

/** The last tax time that is over: the first open day from 17 February on. */
function taxDay(today: string): string {
  const year = Number(today.slice(0, 4));
  const own = addOpenDays(`${year}-02-17`, 0);
  return own < today ? own : addOpenDays(`${year - 1}-02-17`, 0);
}

async function waits({ stores, library, indicators }: Services, today: string): Promise<void> {
  const plan = declaredFrom(indicators, 'waiting_time');
  const queue = townQueues(library.municipality).find(({ key }) => key === plan?.source.queue);
  if (queue === undefined) return;
  const { numbers, key } = queue;
  const day = taxDay(today);
  for (const [index] of WAITS.entries()) {
    const taken = at(day, index * 4);
    const id = orderedId(taken);
    await stores.queue.take({ id, day, queue: key, locale: 'ja', numbers, at: taken });
  }
  for (const [index, minutes] of WAITS.entries()) {
    const act = { ...ACT, at: at(day, index * 4 + minutes) };
    const ticket = await stores.queue.callNext({ day, queue: key, ...act });
    if (ticket === undefined) return;
    await serveTicket(stores.queue, { id: ticket.id, day, sittingId: null }, act);
    if (index < WAITS.length - 1) continue;
    await stores.queue.change({ id: ticket.id, day }, (last) => ended(last, act.at));
  }
}

/** Spread over the fiscal year so far. */
async function issues({ stores, library }: Services, today: string): Promise<void> {
  const kinds = Object.keys(library.municipality.counter?.certificates ?? {});
  const first = `${fiscalYear(today)}-04-01`;
  const days = daysBetween(first, today);
  if (kinds.length === 0) return;
  for (let index = 0; index < ISSUES; index += 1) {
    const moment = at(addDays(first, Math.floor((days * index) / ISSUES)), 30 + index * 7);
    await stores.issues.add({
      id: orderedId(moment),
      kind: kinds[index % kinds.length] ?? '',
      copies: 1 + (index % 3),
      section: 'residents',
      sittingId: null,
      staffLogin: 'madoguchi',
      at: moment,
      undoneAt: null,
    });
  }
}

/** What the counter of 見本市 has behind it, so that its figures show something. */
export async function seedSampleCounter(services: Services): Promise<void> {
  const today = todayInTokyo(services.clock.now());
  await waits(services, today);
  await issues(services, today);
}
