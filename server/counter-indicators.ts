import { declaredFrom } from './domain/indicators/declaration.ts';
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

interface Span {
  readonly from: string;
  readonly to: string;
}

/** Tickets of days before these don't change any more: they are read once. */
const OPEN_DAYS = 3;

const kept = new WeakMap<object, Map<string, Promise<readonly WaitCount[]>>>();

/** @returns what is over of a span, and what may still change, if there is any of it */
function divided({ from, to }: Span, today: string): { over?: Span; open?: Span } {
  const open = addDays(today, 1 - OPEN_DAYS);
  if (to < open) return { over: { from, to } };
  if (from >= open) return { open: { from, to } };
  return { over: { from, to: addDays(open, -1) }, open: { from: open, to } };
}

function readOver({ stores }: Services, spans: readonly Span[]) {
  const known = kept.get(stores.queue);
  const read = spans.map(({ from, to }): [string, Promise<readonly WaitCount[]>] => {
    const key = `${from} ${to}`;
    return [key, known?.get(key) ?? stores.queue.waitCounts(from, to)];
  });
  // Only these: every day of the season has a span of its own.
  kept.set(stores.queue, new Map(read));
  const counts = Promise.all(read.map(([, counting]) => counting));
  counts.catch(() => kept.delete(stores.queue));
  return counts;
}

/** Waits in the months of the plan, and a mark that changes with them. */
export async function loadWaits(
  services: Services,
  today: string,
): Promise<{ readonly counts: readonly WaitCount[]; readonly mark: string }> {
  const source = declaredFrom(services.indicators, 'waiting_time')?.source;
  if (source === undefined) return { counts: [], mark: '' };
  const spans = waitingSpans(source, today).map((span) => divided(span, today));
  const over = await readOver(
    services,
    spans.flatMap((span) => span.over ?? []),
  );
  const open: WaitCount[] = [];
  for (const { from, to } of spans.flatMap((span) => span.open ?? [])) {
    open.push(...(await services.stores.queue.waitCounts(from, to)));
  }
  return { counts: [...over.flat(), ...open], mark: JSON.stringify(open) };
}

/** From the waits that `loadWaits` found. */
export function waitingOf(
  { indicators }: Services,
  counts: readonly WaitCount[],
): WaitingIndicator | undefined {
  const declared = declaredFrom(indicators, 'waiting_time');
  return declared && waitingIndicator(counts, declared);
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
