import { todayInTokyo } from '../../lib/jst-date.ts';
import { BY_CARD, type IndicatorCount } from './indicator-count.ts';

/** An entry of the audit log about a case, or about its charge. */
export interface CountedEntry {
  readonly at: Date;
  /** `application.<event>` or `charge.changed`. */
  readonly action: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

interface CountedEvent {
  readonly seq: number;
  readonly type: string;
  readonly at: Date;
  readonly detail: Readonly<Record<string, unknown>>;
}

interface Counted {
  readonly procedureId: string;
  readonly channel: string;
  readonly locale: string;
}

/** What the counts take from a case. */
export interface CountedCase extends Counted {
  readonly receivedAt: Date | null;
  /** How it was begun; null for what came in otherwise. */
  readonly journey: (Counted & { readonly startedAt: Date }) | null;
  /** Its timeline, in order. */
  readonly events: readonly CountedEvent[];
}

const NOT_RECEIVED: ReadonlySet<unknown> = new Set([
  'new',
  'awaiting_payment',
  'prepared',
  'waitlisted',
  'lapsed',
]);

const monthOf = (at: Date) => todayInTokyo(at).slice(0, 7);

/** Was the applicant identified by My Number Card: shown at the counter, or signed in with? */
export function isByCard({ type, detail }: Pick<CountedEvent, 'type' | 'detail'>): boolean {
  const isCard = detail['seen'] === 'my_number_card' || detail['how'] === 'card';
  return type === 'identity_checked' && isCard;
}

/** Steps that were taken back don't count, nor does the taking back. */
export function standing(events: readonly CountedEvent[]): CountedEvent[] {
  const undone = new Set(
    events.filter(({ type }) => type === 'undone').map(({ detail }) => detail['seq']),
  );
  return events.filter(({ type, seq }) => type !== 'undone' && !undone.has(seq));
}

const eventOf = ({ events }: CountedCase, type: string, { at }: CountedEntry) =>
  events.find((event) => event.type === type && event.at.getTime() === at.getTime());

/** The moment of the receipt that the entry brought about; undefined when it brought none about. */
function receiptBy(entry: CountedEntry, one: CountedCase): Date | undefined {
  const { action, at, detail } = entry;
  if (action === 'application.submitted') return detail['status'] === 'received' ? at : undefined;
  if (action === 'charge.changed') {
    return eventOf(one, 'received', entry) && (one.receivedAt ?? at);
  }
  const { from, to } = detail;
  const isReceipt = NOT_RECEIVED.has(from) && !NOT_RECEIVED.has(to);
  if (!isReceipt || to === undefined || to === 'withdrawn') return undefined;
  // Brought, taken back and brought again: each at its own time.
  return action === 'application.brought' ? at : (one.receivedAt ?? at);
}

/** What an `undone` entry took back. */
function undoneBy(entry: CountedEntry, one: CountedCase): CountedEvent | undefined {
  if (entry.action !== 'application.undone') return undefined;
  const seq = eventOf(one, 'undone', entry)?.detail['seq'];
  return one.events.find((event) => event.seq === seq);
}

const received = (one: CountedCase, at: Date, count: number, slice = ''): IndicatorCount => ({
  month: monthOf(at),
  measure: 'received',
  procedureId: one.procedureId,
  channel: one.channel,
  locale: one.locale,
  slice,
  count,
});

function receipt(one: CountedCase, at: Date, count: number): IndicatorCount[] {
  const { journey } = one;
  if (journey === null) return [received(one, at, count)];
  const { startedAt, procedureId, channel, locale } = journey;
  const month = monthOf(startedAt);
  const begun = { month, procedureId, channel, locale, slice: '', count };
  return [received(one, at, count), { ...begun, measure: 'completed' }];
}

/** At the counter they are seen before they pay. */
function wasSeenBefore(entry: CountedEntry, one: CountedCase): boolean {
  if (entry.action !== 'charge.changed') return false;
  const end = eventOf(one, 'received', entry)?.seq ?? 0;
  return standing(one.events.filter(({ seq }) => seq < end)).some(isByCard);
}

/**
 * What an entry adds to the counts (or takes from them). It hangs on the entry and on what never
 * changes of its case, so it is the same whenever the entry is read.
 */
export function caseCounts(entry: CountedEntry, one: CountedCase): IndicatorCount[] {
  const { at } = entry;
  const receivedAt = one.receivedAt ?? at;
  if (entry.action === 'application.identity_checked') {
    const event = eventOf(one, 'identity_checked', entry);
    const counts = event && isByCard(event) && !NOT_RECEIVED.has(entry.detail['from']);
    return counts ? [received(one, receivedAt, 1, BY_CARD)] : [];
  }
  const undone = undoneBy(entry, one);
  if (undone?.type === 'brought') return receipt(one, undone.at, -1);
  if (undone && isByCard(undone)) {
    return NOT_RECEIVED.has(entry.detail['from']) ? [] : [received(one, receivedAt, -1, BY_CARD)];
  }
  const by = receiptBy(entry, one);
  if (by === undefined) return [];
  return [
    ...receipt(one, by, 1),
    ...(wasSeenBefore(entry, one) ? [received(one, by, 1, BY_CARD)] : []),
  ];
}
