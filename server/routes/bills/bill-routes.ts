import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Bill } from '../../domain/bills/bill.ts';
import { plainNumber } from '../../domain/bills/bill-number.ts';
import { chargeLines } from '../../domain/bills/charge-lines.ts';
import { createCodeTries } from '../../domain/bills/code-tries.ts';
import { DomainError } from '../../domain/errors.ts';
import type { RawInput } from '../../domain/fields/answers.ts';
import { paths } from '../../http/paths.ts';
import { orderedId } from '../../lib/ordered-id.ts';
import type { Services } from '../../services.ts';
import { one } from '../apply/field-view.ts';
import { grantBill, mayOpenBill } from './bill-access.ts';
import { billView } from './bill-view.ts';
import { type FindProblem, findView } from './find-view.ts';

type BillRequest = FastifyRequest<{ Params: { billId: string } }>;

const MOST_LETTERS = 60;
const STATUS: Readonly<Partial<Record<FindProblem, number>>> = { too_many: 429 };

type Tries = ReturnType<typeof createCodeTries>;

/** Number and code that don't fit give the same answer, whichever of them is wrong. */
async function findBill(
  { stores }: Services,
  tries: Tries,
  request: FastifyRequest,
): Promise<Bill | readonly FindProblem[]> {
  const raw = (request.body ?? {}) as RawInput;
  const number = plainNumber(one(raw, 'number'));
  const code = plainNumber(one(raw, 'code'));
  const missing: FindProblem[] = [
    ...(number === '' ? ['number_required' as const] : []),
    ...(code === '' ? ['code_required' as const] : []),
  ];
  if (missing.length > 0) return missing;
  if (!tries.mayTry(number, request.ip)) return ['too_many'];
  const bill = await stores.bills.findByNumberAndCode(number, code);
  if (bill !== undefined) return bill;
  tries.wrong(number, request.ip);
  return ['not_found'];
}

async function openBill(
  services: Services,
  tries: Tries,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const found = await findBill(services, tries, request);
  if ('id' in found) {
    grantBill(services, reply, found.id);
    return reply.redirect(paths.bill(request.locale, found.id), 303);
  }
  const typed = one((request.body ?? {}) as RawInput, 'number').slice(0, MOST_LETTERS);
  reply.code(STATUS[found[0] as FindProblem] ?? 422);
  return reply.page('bills/find', findView(services, request.words, typed, found));
}

/** Shows the bill to who has shown number and code; others are asked for them. */
async function showBill(services: Services, request: BillRequest, reply: FastifyReply) {
  const { billId } = request.params;
  const { bills } = services.stores;
  if (!mayOpenBill(services, request, billId)) {
    return reply.redirect(paths.bills(request.locale), 303);
  }
  const bill = await bills.find(billId);
  if (bill === undefined) throw new DomainError('bill_not_found');
  const charge = await bills.livingCharge(billId);
  return reply.page('bills/bill', billView(services, request.words, bill, charge));
}

/** On to the payment: the bill's charge, made when there is none. */
async function payBill(services: Services, request: BillRequest, reply: FastifyReply) {
  const { billId } = request.params;
  const { locale, words } = request;
  const { stores, clock, revenue } = services;
  if (!mayOpenBill(services, request, billId)) return reply.redirect(paths.bills(locale), 303);
  const payer = one((request.body ?? {}) as RawInput, 'payer').trim();
  if (payer.length > MOST_LETTERS || /\p{C}/u.test(payer)) {
    const bill = await stores.bills.find(billId);
    if (bill === undefined) throw new DomainError('bill_not_found');
    const charge = await stores.bills.livingCharge(billId);
    const typed = { payer: payer.slice(0, MOST_LETTERS), problem: 'payer_wrong' as const };
    reply.code(422);
    return reply.page('bills/bill', billView(services, words, bill, charge, typed));
  }
  try {
    const charge = await stores.bills.openCharge({
      id: orderedId(clock.now()),
      billId,
      payerName: payer === '' ? null : payer,
      linesOf: (bill) => chargeLines(bill, revenue.items),
      at: clock.now(),
    });
    return reply.redirect(paths.payCharge(locale, charge.id), 303);
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'charge_not_payable') throw error;
    // Paid, changed or over meanwhile: the bill itself says how it stands.
    return reply.redirect(paths.bill(locale, billId), 303);
  }
}

/** 納付書: found by number and code, and paid. */
export async function billRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const tries = createCodeTries(services.clock);
  const config = { rateLimit: { max: 20, timeWindow: '1 minute' } };
  app.get('/:locale/bills', (request, reply) =>
    reply.page('bills/find', findView(services, request.words, '', [])),
  );
  app.post('/:locale/bills', { config }, (request, reply) =>
    openBill(services, tries, request, reply),
  );
  app.get('/:locale/bills/:billId', (request: BillRequest, reply) =>
    showBill(services, request, reply),
  );
  app.post('/:locale/bills/:billId', { config }, (request: BillRequest, reply) =>
    payBill(services, request, reply),
  );
}
