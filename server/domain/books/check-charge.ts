import { stateFromEvents } from '../payments/transitions.ts';
import { refundStateFromEvents } from '../refunds/refund-transitions.ts';
import type { ChargeRecord } from './charge-record.ts';
import type { Finding, FindingRule } from './finding.ts';
import type { LedgerKind } from './ledger-entry.ts';

type Found = Omit<Finding, 'subject'>;
type Rule = (record: ChargeRecord) => readonly Found[];

const MONEY: ReadonlySet<string> = new Set(['attempt_paid', 'paid_twice', 'paid_too_late']);

const sum = (all: readonly { readonly yen: number }[]) =>
  all.reduce((yen, one) => yen + one.yen, 0);

/** What events make of it; undefined where they can't follow each other. */
function reckoned<State>(reckon: () => State): State | undefined {
  try {
    return reckon();
  } catch {
    return undefined;
  }
}

const stateOfCharge: Rule = ({ charge, events }) => {
  const state = reckoned(() => stateFromEvents(events)) ?? 'impossible';
  return state === charge.state ? [] : [found('charge_state', { shows: charge.state, is: state })];
};

/** Every payment once, whole, whether it counts or goes back; and nothing that did not come. */
const takings: Rule = ({ events, entries }) => {
  const came = new Map<string, number>();
  for (const { type, attemptId, detail } of events) {
    if (!MONEY.has(type)) continue;
    const cause = attemptId ?? '';
    came.set(cause, (came.get(cause) ?? 0) + Number(detail['yen'] ?? 0));
  }
  const booked = Map.groupBy(ofKind(entries, 'taking'), ({ cause }) => cause);
  const differs = [...came].flatMap(([cause, yen]) => {
    const own = sum(booked.get(cause) ?? []);
    return own === yen ? [] : [found('taking_differs', { cause, came: yen, booked: own })];
  });
  const unknown = [...booked]
    .filter(([cause]) => !came.has(cause))
    .map(([cause, own]) => found('taking_unknown', { cause, booked: sum(own) }));
  return [...differs, ...unknown];
};

const refunds: Rule = ({ refunds: all, entries, events }) => {
  const each = all.flatMap(({ id, yen, state, events: own }) => {
    const is = reckoned(() => refundStateFromEvents(own)) ?? 'impossible';
    const booked = sum(ofKind(entries, 'refund', 'refund_undone').filter((e) => e.cause === id));
    const given = state === 'succeeded' ? -yen : 0;
    return [
      ...(is === state ? [] : [found('refund_state', { cause: id, shows: state, is })]),
      ...(booked === given ? [] : [found('refund_differs', { cause: id, given, booked })]),
    ];
  });
  const came = events.filter(({ type }) => MONEY.has(type));
  const cameYen = came.reduce((yen, { detail }) => yen + Number(detail['yen'] ?? 0), 0);
  const givenYen = sum(all.filter(({ state }) => state === 'succeeded'));
  const beyond = givenYen > cameYen;
  return [...each, ...(beyond ? [found('refund_beyond', { came: cameYen, given: givenYen })] : [])];
};

const disputes: Rule = ({ disputes: all, entries }) =>
  all.flatMap(({ id, events }) => {
    const moved = (type: string) =>
      events
        .filter((event) => event.type === type)
        .reduce((yen, { detail }) => yen + Number(detail['yen'] ?? 0), 0);
    // What was given back had been taken, also where that word never came.
    const away = Math.min(0, moved('funds_reinstated') - moved('funds_withdrawn'));
    const booked = sum(ofKind(entries, 'dispute', 'dispute_undone').filter((e) => e.cause === id));
    return booked === away ? [] : [found('dispute_differs', { cause: id, away, booked })];
  });

const causes: Rule = ({ refunds: all, disputes: others, entries }) => {
  const known = new Set([...all, ...others].map(({ id }) => id));
  const lost = entries.filter(({ kind, cause }) => kind !== 'taking' && !known.has(cause));
  return [...Map.groupBy(lost, ({ cause }) => cause)].map(([cause, own]) =>
    found('entry_unknown_cause', { cause, seq: own[0]?.seq ?? 0, booked: sum(own) }),
  );
};

const bills: Rule = ({ charge, billState }) =>
  billState === 'open' && charge.state === 'paid' ? [found('bill_state', {})] : [];

const receipts: Rule = ({ receipts: all, entries }) => {
  const came = sum(ofKind(entries, 'taking'));
  return all
    .filter(({ yen }) => yen > came)
    .map(({ number, yen }) => found('receipt_beyond', { number, yen, came }));
};

const tills: Rule = ({ tillYen, entries }) => {
  const booked = sum(entries.filter(({ tillSessionId }) => tillSessionId !== null));
  return booked === tillYen ? [] : [found('till_differs', { till: tillYen, booked })];
};

const RULES: readonly Rule[] = [
  stateOfCharge,
  takings,
  refunds,
  disputes,
  causes,
  bills,
  receipts,
  tills,
];

function found(rule: FindingRule, detail: Found['detail']): Found {
  return { rule, detail };
}

function ofKind(entries: ChargeRecord['entries'], ...kinds: readonly LedgerKind[]) {
  return entries.filter(({ kind }) => kinds.includes(kind));
}

/** What does not add up within one charge; the first of each rule stands for the charge. */
export function checkCharge(record: ChargeRecord): readonly Finding[] {
  const all = RULES.flatMap((rule) => rule(record));
  const first = new Map(all.toReversed().map((one) => [one.rule, one]));
  return [...first.values()].map((one) => ({ ...one, subject: record.charge.id }));
}
