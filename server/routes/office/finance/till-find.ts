import type { FastifyReply, FastifyRequest } from 'fastify';
import { plainNumber } from '../../../domain/bills/bill-number.ts';
import { chargeLines } from '../../../domain/bills/charge-lines.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { Charge } from '../../../domain/payments/payment.ts';
import type { TillRefusal } from '../../../domain/till/till-refused.ts';
import { financePaths } from '../../../http/finance-paths.ts';
import { postedText } from '../../../http/posted-text.ts';
import { applicationOfLink, normaliseReceiptNumber } from '../../../lib/access-code.ts';
import { todayInTokyo } from '../../../lib/jst-date.ts';
import { orderedId } from '../../../lib/ordered-id.ts';
import type { Services } from '../../../services.ts';
import type { TillPlace } from './till-place.ts';
import { backToTill, tillPage } from './till-screen.ts';
import { REFUSALS } from './till-words.ts';

const NOT_FOUND =
  '見つかりません。受付番号（例：2611-4821-9035）か、納付書の納付番号を確かめて、もう一度入力してください。';
const NOTHING_OWED = 'この申請に、窓口で払うものはありません。';

const ORDER: readonly Charge['state'][] = ['open', 'started', 'pending', 'unknown', 'paid'];

/** What was scanned: the code on a resident's confirmation, a charge's page, or a number. */
function scanned(text: string): {
  readonly charge?: string;
  readonly application?: string;
  readonly number: string;
} {
  const charge = /\/pay\/([0-9a-f-]{36})/.exec(text)?.[1];
  const link = /\/status\/link\/([\w-]+)/.exec(text)?.[1];
  const application = link && applicationOfLink(link);
  const number = NUMBER_IN_CODE.exec(text)?.[1] ?? text;
  return { ...(charge && { charge }), ...(application && { application }), number };
}

/** The code on a bill: its page, with number and 確認番号 behind the "#". */
const NUMBER_IN_CODE = /#([0-9A-Za-z-]{4,40})\.[0-9A-Za-z]{4,24}$/;

/** The charge of a bill, made now where nobody has begun to pay it. */
export async function billCharge(
  { stores, clock, revenue }: Services,
  billId: string,
  payerName: string | null,
): Promise<string | { readonly why: TillRefusal }> {
  const living = await stores.bills.livingCharge(billId);
  if (living !== undefined && (payerName === null || living.state !== 'open')) return living.id;
  const at = clock.now();
  try {
    const linesOf: Parameters<typeof stores.bills.openCharge>[0]['linesOf'] = (bill) =>
      chargeLines(bill, revenue.items);
    const made = { id: orderedId(at), billId, payerName, linesOf, at };
    return (await stores.bills.openCharge(made)).id;
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'charge_not_payable') throw error;
    const bill = await stores.bills.find(billId);
    if (bill?.elQr) return { why: 'el_qr' };
    if (bill?.state === 'paid') return { why: 'paid' };
    return { why: bill && bill.payUntil < todayInTokyo(at) ? 'bill_over' : 'not_owed' };
  }
}

async function chargeOf(
  services: Services,
  text: string,
): Promise<string | { readonly error: string }> {
  const { stores } = services;
  const { charge, application, number } = scanned(text);
  if (charge !== undefined && (await stores.charges.find(charge))) return charge;
  if (application !== undefined) {
    return mostOwed(await stores.charges.listByApplication(application));
  }
  const found = await stores.tills.findOwed({
    receiptNumber: normaliseReceiptNumber(number),
    billNumber: plainNumber(number),
  });
  if (found.billId !== null) {
    const made = await billCharge(services, found.billId, null);
    return typeof made === 'string' ? made : { error: REFUSALS[made.why] };
  }
  if (!found.isApplication) return { error: NOT_FOUND };
  const charges = await Promise.all(found.chargeIds.map((id) => stores.charges.find(id)));
  return mostOwed(charges.filter((one) => one !== undefined));
}

/** What may be paid now stands before what was or can't be any more. */
function mostOwed(charges: readonly Charge[]): string | { readonly error: string } {
  const best = ORDER.flatMap((state) => charges.filter((one) => one.state === state))[0];
  return best?.id ?? { error: NOTHING_OWED };
}

/** POST: by what stands on the paper that people bring. */
export async function findPosted(
  services: Services,
  place: TillPlace,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  if (!place.isTaking) return backToTill(reply, place);
  const typed = postedText(request)('number').trim().slice(0, 500);
  const found = await chargeOf(services, typed);
  if (typeof found !== 'string') return tillPage(services, place, reply, { ...found, typed });
  return reply.redirect(financePaths.tillTake(place.key, found), 303);
}
