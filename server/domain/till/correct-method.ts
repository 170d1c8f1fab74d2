import { orderedId } from '../../lib/ordered-id.ts';
import { entriesOf } from '../books/entries-of.ts';
import type { LedgerEntry } from '../books/ledger-entry.ts';
import type { ChargeChange, ChargeSnapshot } from '../payments/charge-store.ts';
import type { CounterMethod } from '../payments/payment.ts';
import { nextChargeState } from '../payments/transitions.ts';
import type { RevenueBook } from '../revenue/revenue-book.ts';
import { readSlip } from './slip.ts';
import { COUNTER, refusable, type Taken, type TillDeps } from './take-payment.ts';
import { TillRefused } from './till-refused.ts';
import type { TillEntry } from './till-session.ts';

export interface MethodCorrection {
  readonly entryId: string;
  readonly sessionId: string;
  /** Of the terminal, where it was a card after all. */
  readonly slipNumber: string;
  readonly actor: string;
}

const back = (entry: LedgerEntry): LedgerEntry => ({
  ...entry,
  yen: -entry.yen,
  taxYen: entry.taxYen === 0 ? 0 : -entry.taxYen,
});

function otherWay(entry: TillEntry): CounterMethod {
  if (entry.kind === 'cash') return 'card_terminal';
  if (entry.kind === 'card_terminal') return 'cash';
  throw new TillRefused('not_mendable');
}

function ledgerOf(
  { charge, application, bill }: ChargeSnapshot,
  entry: TillEntry,
  methods: { readonly from: CounterMethod; readonly to: CounterMethod },
  at: Date,
  revenue: RevenueBook,
): readonly LedgerEntry[] {
  const owed = { charge, procedureId: application?.procedureId ?? null, bill };
  const moved = {
    kind: 'taking',
    cause: entry.attemptId ?? entry.id,
    yen: entry.yen,
    at,
    occurredAt: at,
    channel: 'counter',
    provider: COUNTER,
    tillSessionId: entry.sessionId,
  } as const;
  return [
    ...entriesOf(owed, { ...moved, method: methods.from }, revenue).map(back),
    ...entriesOf(owed, { ...moved, method: methods.to }, revenue),
  ];
}

function decide(
  snapshot: ChargeSnapshot,
  entry: TillEntry,
  { slipNumber: typed, actor }: MethodCorrection,
  at: Date,
  revenue: RevenueBook,
): ChargeChange {
  const { charge } = snapshot;
  const to = otherWay(entry);
  const from: CounterMethod = to === 'cash' ? 'card_terminal' : 'cash';
  // What was mended before, or given back, is not mended again.
  const isStanding = charge.state === 'paid' && charge.method === from && entry.yen === charge.yen;
  if (!isStanding) throw new TillRefused('not_mendable');
  const slipNumber = to === 'card_terminal' ? readSlip(typed) : null;
  const mended = { ...entry, tenderedYen: null, changeYen: null, actor, at };
  const detail = { from, to };
  return {
    state: nextChargeState(charge.state, 'method_corrected'),
    events: [
      {
        type: 'method_corrected',
        at,
        attemptId: entry.attemptId,
        providerEventId: null,
        detail,
      },
    ],
    method: to,
    ledger: ledgerOf(snapshot, entry, { from, to }, at, revenue),
    till: [
      { ...mended, id: orderedId(at), yen: -entry.yen },
      { ...mended, id: orderedId(at), kind: to, slipNumber },
    ],
  };
}

/** It was entered as cash and was a card, or the other way round: a reversing entry and a right one. */
export function correctMethod(
  { tills, charges, clock, revenue }: TillDeps,
  correction: MethodCorrection,
): Promise<Taken> {
  return refusable(async () => {
    const entry = await tills.findEntry(correction.entryId);
    const isOwn = entry !== undefined && entry.sessionId === correction.sessionId;
    if (!isOwn || entry.chargeId === null || entry.yen <= 0) throw new TillRefused('not_mendable');
    const at = clock.now();
    await charges.change(entry.chargeId, (snapshot) =>
      decide(snapshot, entry, correction, at, revenue),
    );
  });
}
