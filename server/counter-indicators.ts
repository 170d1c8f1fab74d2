import { declaredFrom, type IndicatorSource } from './domain/indicators/declaration.ts';
import type { Flow } from './domain/indicators/indicator-count-store.ts';
import { type IssueIndicator, issueIndicator } from './domain/indicators/issue-indicator.ts';
import {
  type WaitingIndicator,
  waitingIndicator,
  waitingSpans,
} from './domain/indicators/waiting-indicator.ts';
import type { WaitCount } from './domain/queue/queue-store.ts';
import { addDays, fiscalYear } from './lib/jst-date.ts';
import type { Services } from './services.ts';

/** Figures of the counter; each only where the town has declared it. */
export interface CounterIndicators {
  readonly waiting?: WaitingIndicator;
  readonly issues?: IssueIndicator;
}

/** Months that are over don't change any more: they are read once. */
const kept = new WeakMap<object, Map<string, Promise<readonly WaitCount[]>>>();

async function waitCounts(
  { stores }: Services,
  source: Extract<IndicatorSource, { from: 'waiting_time' }>,
  today: string,
): Promise<readonly WaitCount[]> {
  const own = kept.get(stores.queue) ?? new Map<string, Promise<readonly WaitCount[]>>();
  kept.set(stores.queue, own);
  const found: WaitCount[] = [];
  for (const { from, to } of waitingSpans(source, today)) {
    const key = `${from} ${to}`;
    const isOver = addDays(to, 2) < today;
    const reading = (isOver && own.get(key)) || stores.queue.waitCounts(from, to);
    found.push(...(await reading));
    if (isOver) own.set(key, reading);
  }
  return found;
}

export async function loadWaiting(services: Services, today: string): Promise<CounterIndicators> {
  const declared = declaredFrom(services.indicators, 'waiting_time');
  if (declared === undefined) return {};
  const counts = await waitCounts(services, declared.source, today);
  return { waiting: waitingIndicator(counts, declared) };
}

/** Copies in the fiscal year so far, from the sums. */
export function issuesOf(
  { library, indicators }: Services,
  flows: readonly Flow[],
  today: string,
): CounterIndicators {
  const declared = declaredFrom(indicators, 'counter_issues');
  if (declared === undefined) return {};
  const counts = flows
    .filter(({ measure }) => measure === 'issued')
    .filter(({ month }) => fiscalYear(`${month}-01`) === fiscalYear(today))
    .map(({ month, procedureId: kind, count: copies }) => ({ month, kind, copies }));
  const kinds = Object.keys(library.municipality.counter?.certificates ?? {});
  return { issues: issueIndicator(counts, declared, { kinds, today }) };
}
