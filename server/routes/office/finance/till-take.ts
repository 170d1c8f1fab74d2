import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../../domain/errors.ts';
import type { ChargeSnapshot } from '../../../domain/payments/charge-store.ts';
import { readWhole, usualTenders } from '../../../domain/till/cash.ts';
import { counterRefusal, isPromise } from '../../../domain/till/counter-refusal.ts';
import { type Taking, type Tender, takePayment } from '../../../domain/till/take-payment.ts';
import type { TillRefusal } from '../../../domain/till/till-refused.ts';
import { financePaths } from '../../../http/finance-paths.ts';
import { postedText } from '../../../http/posted-text.ts';
import { todayInTokyo } from '../../../lib/jst-date.ts';
import { orderedId } from '../../../lib/ordered-id.ts';
import type { Services } from '../../../services.ts';
import { owedFor, yenOf } from './till-entries-view.ts';
import { billCharge } from './till-find.ts';
import { type TillPlace, tillDesk } from './till-place.ts';
import { backToTill } from './till-screen.ts';
import { giveWithMoney } from './till-taken.ts';
import { REFUSALS } from './till-words.ts';

type TakeRequest = FastifyRequest<{ Params: { till: string; charge: string } }>;

const KEY = /^[0-9a-f-]{36}$/;

/** What was pressed: a usual sum, a typed one, or the card terminal. */
function postedTender(request: FastifyRequest): Tender {
  const posted = postedText(request);
  const [usual, typed, slip] = [posted('usual'), posted('tendered'), posted('slip')];
  if (usual !== '') return { method: 'cash', tenderedYen: readWhole(usual) ?? 0 };
  // A scanner ends the slip number with Enter, which presses the first button.
  const isCard = posted('way') === 'card' || (typed.trim() === '' && slip.trim() !== '');
  if (isCard) return { method: 'card_terminal', slipNumber: slip };
  return { method: 'cash', tenderedYen: readWhole(typed) ?? 0 };
}

/** The same form sent again has the same key. */
export function postedTaking(
  request: FastifyRequest,
  { session, actor }: TillPlace,
  now: Date,
): Taking {
  const posted = postedText(request);
  const key = posted('key');
  return {
    attemptId: KEY.test(key) ? key : orderedId(now),
    sessionId: session?.id ?? '',
    tender: postedTender(request),
    actor,
    slipKept: posted('slip_kept') === 'yes',
  };
}

/** What the form for taking money is filled with; `typed` after a refusal. */
export function payForm(
  services: Services,
  yen: number,
  typed: (name: string) => string = () => '',
) {
  return {
    key: KEY.test(typed('key')) ? typed('key') : orderedId(services.clock.now()),
    total: yenOf(yen),
    yen,
    usual: usualTenders(yen).map((sum, index) => ({
      value: sum,
      text: index === 0 ? `ちょうど ${yenOf(sum)}` : yenOf(sum),
    })),
    tendered: typed('tendered'),
    slip: typed('slip'),
    payer: typed('payer'),
    slipKept: typed('slip_kept') === 'yes',
  };
}

async function snapshotOf({ stores }: Services, chargeId: string) {
  const charge = await stores.charges.find(chargeId);
  if (charge === undefined) throw new DomainError('charge_not_found');
  const bill = charge.billId === null ? null : ((await stores.bills.find(charge.billId)) ?? null);
  return { charge, bill } satisfies Pick<ChargeSnapshot, 'charge' | 'bill'>;
}

/** What staff say that they have done about it. */
const PROMISE_TOLD: Readonly<Partial<Record<TillRefusal, string>>> = {
  slip_out: 'まだ払っていないことを確かめ、支払番号の紙を預かりました',
  transfer_out: 'まだ振り込んでいないことを聞き、もう振り込まないよう伝えました',
};

/** A page at a company that is still open, or doubt, is cleared when the money is taken. */
const ASKED_THEN: readonly (TillRefusal | undefined)[] = ['in_doubt', undefined];

export async function takePage(
  services: Services,
  place: TillPlace,
  request: TakeRequest,
  reply: FastifyReply,
  refused?: TillRefusal,
) {
  if (!place.isTaking) return backToTill(reply, place);
  const { charge: chargeId } = request.params;
  const snapshot = await snapshotOf(services, chargeId);
  const { charge } = snapshot;
  const today = todayInTokyo(services.clock.now());
  const standing = counterRefusal(snapshot, { today, slipKept: false });
  const promise = isPromise(standing) ? standing : undefined;
  const isOpen = ASKED_THEN.includes(standing) || promise !== undefined;
  const why = refused ?? (isOpen ? undefined : standing);
  if (refused !== undefined) reply.code(422);
  return reply.officePage('office/finance/till-take', {
    title: `${place.name}で受け取る`,
    styles: ['office-till.css'],
    scripts: ['till.js', 'once.js'],
    hasErrors: refused !== undefined,
    error: why && REFUSALS[why],
    owed: await owedFor(services, chargeId),
    lines: charge.lines.map(({ label, yen }) => ({ label, yen: yenOf(yen) })),
    isOpen,
    isAtCompany: charge.state === 'started',
    slipText: promise && REFUSALS[promise],
    slipTold: promise && PROMISE_TOLD[promise],
    asksPayer: charge.billId !== null,
    pay: payForm(services, charge.yen, refused === undefined ? undefined : postedText(request)),
    action: financePaths.tillTake(place.key, chargeId),
    back: financePaths.till(place.key),
    name: place.name,
  });
}

/** POST: takes it, once, and shows change and receipt. */
export async function takePosted(
  services: Services,
  place: TillPlace,
  request: TakeRequest,
  reply: FastifyReply,
) {
  if (!place.isTaking) return backToTill(reply, place);
  const { charge: chargeId } = request.params;
  const { charge } = await snapshotOf(services, chargeId);
  const payer = postedText(request)('payer').trim().slice(0, 100);
  if (charge.billId !== null && charge.state === 'open' && payer !== '') {
    await billCharge(services, charge.billId, payer);
  }
  const taking = postedTaking(request, place, services.clock.now());
  const result = await takePayment(tillDesk(services), chargeId, taking);
  if (!result.taken) return takePage(services, place, request, reply, result.why);
  await giveWithMoney(services, request, place, chargeId);
  return reply.redirect(financePaths.tillTaken(place.key, taking.attemptId), 303);
}
