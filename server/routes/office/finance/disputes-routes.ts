import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { waitsForAnswer } from '../../../domain/disputes/dispute.ts';
import { financePaths } from '../../../http/finance-paths.ts';
import type { Services } from '../../../services.ts';
import { momentText } from '../../apply/format-text.ts';
import { providerWord } from './charge-words.ts';
import {
  adviceFor,
  DISPUTE_STATE_WORDS,
  daysLeft,
  daysLeftWord,
  whereToAnswer,
} from './disputes-words.ts';
import type { FinanceDoor } from './finance-door.ts';
import { scopeOf } from './open-charge.ts';
import { yenOf } from './till-entries-view.ts';

const MOST = 200;
/** So near, an answer is urgent. */
const SOON_DAYS = 3;

/** Those of whoever asks: sections see their own cases' only. */
async function listFor(services: Services, request: FastifyRequest) {
  const { procedureIds, bills } = scopeOf(services, request);
  return (await services.stores.disputes.list(MOST)).filter(({ procedureId }) =>
    procedureId === null ? bills : procedureIds === 'all' || procedureIds.includes(procedureId),
  );
}

async function show(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { stores, clock } = services;
  const now = clock.now();
  const listed = await listFor(services, request);
  await stores.audit.append({
    at: now,
    actor: `staff:${request.staff?.login}`,
    action: 'disputes.listed',
    subject: 'disputes',
    detail: { ids: listed.map(({ id }) => id).join(',') },
  });
  const rows = listed.map((dispute) => {
    const left = daysLeft(dispute, now);
    return {
      href: `${financePaths.charge(dispute.chargeId)}#dispute-${dispute.id}`,
      number: dispute.number,
      yen: yenOf(dispute.yen),
      says: adviceFor(dispute.reason).says,
      provider: providerWord(dispute.provider),
      ref: dispute.providerRef,
      state: DISPUTE_STATE_WORDS[dispute.state],
      isOpen: waitsForAnswer(dispute),
      until: dispute.respondBy && momentText(request.words, dispute.respondBy),
      left: daysLeftWord(left),
      tone: left !== null && left <= SOON_DAYS ? 'late' : 'soon',
      at: momentText(request.words, dispute.openedAt),
    };
  });
  return reply.officePage('office/finance/disputes', {
    title: '異議申し立て',
    styles: ['office-charges.css'],
    open: rows.filter(({ isOpen }) => isOpen),
    others: rows.filter(({ isOpen }) => !isOpen),
    places: [...services.providers.keys()].map((id) => ({
      name: providerWord(id),
      where: whereToAnswer(id),
    })),
  });
}

/** What card holders have disputed, and how many days are left to answer. */
export async function disputeRoutes(app: FastifyInstance, services: Services): Promise<void> {
  app.get(financePaths.disputes(), { config: { staff: 'charges.read' } }, (request, reply) =>
    show(services, request, reply),
  );
}

const DAYS_90 = 90 * 86_400_000;

/** Ways to charges and disputes on the front page of 会計. */
export const CHARGE_DOORS: readonly FinanceDoor[] = [
  {
    href: financePaths.charges(),
    label: '支払いをさがす',
    summary: '受付番号や納付番号から、1件の支払いのすべての記録を見ます。',
    permission: 'charges.read',
    async waiting(services, request) {
      const { stores, clock } = services;
      const since = new Date(clock.now().getTime() - DAYS_90);
      return (await stores.chargeStory.doubtful(since, scopeOf(services, request), 100)).length;
    },
  },
  {
    href: financePaths.disputes(),
    label: '異議申し立て',
    summary: 'カードの持ち主が「使っていない」などと申し立てた支払いに、期限までに答えます。',
    permission: 'charges.read',
    async waiting(services, request) {
      return (await listFor(services, request)).filter(waitsForAnswer).length;
    },
  },
];
