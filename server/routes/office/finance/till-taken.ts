import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../../domain/errors.ts';
import { piecesOf } from '../../../domain/till/cash.ts';
import type { TillEntry } from '../../../domain/till/till-session.ts';
import { financePaths } from '../../../http/finance-paths.ts';
import { postedText } from '../../../http/posted-text.ts';
import type { Services } from '../../../services.ts';
import { inBothLanguages } from '../../receipts/both-languages.ts';
import {
  type ChargeAbout,
  chargeAbout,
  giveReceipt,
  receiptParts,
} from '../../receipts/load-receipt.ts';
import { issuerOf, slipIn } from '../../receipts/receipt-view.ts';
import { isKeptFrom } from '../case/protected-case.ts';
import { owedFor, yenOf } from './till-entries-view.ts';
import { actorOf, type TillPlace, tillOf } from './till-place.ts';
import { KINDS } from './till-words.ts';

export type TakenRequest = FastifyRequest<{ Params: { till: string; attempt: string } }>;

/** Paper of the printer beside the till, or a sheet. */
const PAPERS = { roll: 'ロール紙（80mm）', a5: 'A5', a4: 'A4' } as const;

/** @throws DomainError page_not_found for what another till took */
async function takingOf(services: Services, place: TillPlace, attempt: string): Promise<TillEntry> {
  const { tills } = services.stores;
  const entry = await tills.findTaking(attempt);
  const session = entry && (await tills.find(entry.sessionId));
  if (entry === undefined || session?.till !== place.key) throw new DomainError('page_not_found');
  return entry;
}

/** Whose name stands on the receipt may be kept from whoever stands at the till (支援措置). */
async function isNameKept(services: Services, request: FastifyRequest, about: ChargeAbout) {
  const { application, procedure } = about;
  const { staff } = request;
  if (application === undefined || procedure === undefined || staff === undefined) return false;
  return isKeptFrom(services, { application, procedure, staff });
}

async function receiptView(services: Services, request: FastifyRequest, about: ChargeAbout) {
  if (await isNameKept(services, request, about)) return { isKept: true };
  const issued = await services.stores.receipts.listOf(about.charge.id);
  const receipt = issued.at(-1);
  if (receipt === undefined) return { isKept: false };
  // Whose name stands on it is personal: who looked is written down.
  await services.stores.audit.append({
    at: services.clock.now(),
    actor: actorOf(request),
    action: 'receipt.viewed',
    subject: about.charge.id,
    detail: { number: receipt.number },
  });
  const parts = await receiptParts(services, about, receipt);
  const slip = inBothLanguages(slipIn(services, request.words, parts), undefined);
  return { isKept: false, slip, issuer: issuerOf(services), foreign: false };
}

/** What was taken: the change by coins and notes, and the receipt to print. */
export async function takenPage(
  services: Services,
  place: TillPlace,
  request: TakenRequest,
  reply: FastifyReply,
) {
  const entry = await takingOf(services, place, request.params.attempt);
  const { paper = 'roll' } = request.query as { paper?: string };
  const about = await chargeAbout(services, entry.chargeId ?? '');
  return reply.officePage('office/finance/till-taken', {
    title: '受け取りました',
    styles: ['office-till.css', 'receipt.css', 'till-print.css'],
    scripts: ['print.js'],
    name: tillOf(services, place.key)?.name ?? place.key,
    owed: await owedFor(services, entry.chargeId),
    kind: KINDS[entry.kind],
    total: yenOf(entry.yen),
    isCash: entry.kind === 'cash',
    slipNumber: entry.slipNumber,
    tendered: yenOf(entry.tenderedYen ?? 0),
    change: yenOf(entry.changeYen ?? 0),
    pieces: piecesOf(entry.changeYen ?? 0).map(({ value, pieces }) => ({
      value: `${value.toLocaleString('ja-JP')}円`,
      pieces: `${pieces}${value >= 1000 ? '枚' : '個'}`,
    })),
    receipt: await receiptView(services, request, about),
    paper: paper in PAPERS ? paper : 'roll',
    papers: Object.entries(PAPERS).map(([key, text]) => ({ key, text })),
    here: financePaths.tillTaken(place.key, request.params.attempt),
    give: financePaths.tillReceipt(place.key, request.params.attempt),
    back: financePaths.till(place.key),
  });
}

/** The receipt comes with the money. What is kept from whoever stands here is given elsewhere. */
export async function giveWithMoney(
  services: Services,
  request: FastifyRequest,
  place: TillPlace,
  chargeId: string,
): Promise<void> {
  const about = await chargeAbout(services, chargeId);
  if (await isNameKept(services, request, about)) return;
  await giveReceipt(services, about, { by: place.actor });
}

/** POST: the receipt, or (`again`) one more that says 再発行. */
export async function receiptPosted(
  services: Services,
  place: TillPlace,
  request: TakenRequest,
  reply: FastifyReply,
) {
  const { attempt } = request.params;
  const entry = await takingOf(services, place, attempt);
  const about = await chargeAbout(services, entry.chargeId ?? '');
  const again = postedText(request)('again') === 'yes';
  if (!(await isNameKept(services, request, about))) {
    await giveReceipt(services, about, { by: place.actor, again });
  }
  return reply.redirect(financePaths.tillTaken(place.key, attempt), 303);
}
