import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { StaffActor } from '../../../domain/cases/case.ts';
import { DomainError } from '../../../domain/errors.ts';
import { approveRefund } from '../../../domain/refunds/approve-refund.ts';
import { askAboutRefund } from '../../../domain/refunds/ask-about-refund.ts';
import { cancelRefund } from '../../../domain/refunds/cancel-refund.ts';
import { giveUpRefund } from '../../../domain/refunds/give-up-refund.ts';
import { recordPayout, recordReturn } from '../../../domain/refunds/record-payout.ts';
import type { Refund } from '../../../domain/refunds/refund.ts';
import type { RefundDeps } from '../../../domain/refunds/refund-deps.ts';
import { sendRefund } from '../../../domain/refunds/send-refund.ts';
import type { Permission } from '../../../domain/staff/roles.ts';
import { financePaths } from '../../../http/finance-paths.ts';
import { postedText } from '../../../http/posted-text.ts';
import { refundDesk } from '../../../refund-desk.ts';
import type { Services } from '../../../services.ts';
import { stepUpPath } from '../step-up.ts';
import type { FinanceDoor } from './finance-door.ts';
import { mayDoWith, type RefundAbout, refundAbout } from './refunds-about.ts';
import { postNewRefund, showNewRefund } from './refunds-new.ts';
import { refundPage } from './refunds-page.ts';
import { showRefunds, waitingRefunds } from './refunds-queue.ts';
import { refusalWord } from './refunds-words.ts';

/** The refunds' way on from the front page of 会計. */
export const REFUND_DOORS: readonly FinanceDoor[] = [
  {
    href: financePaths.refunds(),
    label: '返金',
    summary: '返し終わっていないお金を、古い順に見る。承認する、送り直す、振り込みを記録する。',
    permission: 'charges.read',
    waiting: waitingRefunds,
  },
];

type Step = (acting: {
  readonly deps: RefundDeps;
  readonly refund: Refund;
  readonly by: StaffActor;
  readonly posted: (name: string) => string;
  readonly onError: (error: unknown) => void;
}) => Promise<unknown>;

/** What can be done with one refund, and who may. */
const STEPS: Readonly<Record<string, { readonly permission: Permission; readonly step: Step }>> = {
  approve: {
    permission: 'refunds.approve',
    step: async ({ deps, refund, by, onError }) => {
      await approveRefund(deps, refund, by);
      await sendRefund(deps, refund.id, onError);
    },
  },
  send: {
    permission: 'refunds.ask',
    step: ({ deps, refund, onError }) => sendRefund(deps, refund.id, onError),
  },
  ask: {
    permission: 'charges.ask',
    step: ({ deps, refund, onError }) => askAboutRefund(deps, refund, onError),
  },
  'not-made': {
    permission: 'refunds.ask',
    step: ({ deps, refund, by }) => giveUpRefund(deps, refund, by),
  },
  payout: {
    permission: 'refunds.ask',
    step: ({ deps, refund, by, posted }) => recordPayout(deps, refund, { by, on: posted('on') }),
  },
  returned: {
    permission: 'refunds.ask',
    step: ({ deps, refund, by }) => recordReturn(deps, refund, by),
  },
  cancel: {
    permission: 'refunds.ask',
    step: ({ deps, refund, by, posted }) =>
      cancelRefund(deps, refund, { by, note: posted('note') }),
  },
};

type RefundRequest = FastifyRequest<{ Params: { id: string } }>;

interface Found {
  readonly refund: Refund;
  readonly about: RefundAbout;
}

/** The refund, if whoever asks may do that with it; else the page that says whom to ask. */
async function findRefund(
  services: Services,
  request: RefundRequest,
  reply: FastifyReply,
  permission: Permission,
): Promise<Found | undefined> {
  const refund = await services.stores.refunds.find(request.params.id);
  if (refund === undefined) throw new DomainError('page_not_found');
  const about = await refundAbout(services, refund.chargeId);
  if (mayDoWith(request, permission, about)) return { refund, about };
  await reply
    .type('text/html; charset=utf-8')
    .send(await reply.notPermitted(permission, refund.id));
  return undefined;
}

const WHY_REASON = '取りやめる理由を入力してください。例：口座への振り込みに変えるため';

/** In words; other errors are pages of their own. */
function refusalOf(error: unknown): string {
  if (!(error instanceof DomainError)) throw error;
  if (error.code === 'reason_needed') return WHY_REASON;
  const isRule = error.code === 'transition_not_allowed' || error.code === 'invalid_amount';
  if (!isRule) throw error;
  return refusalWord(error.detail['why']);
}

async function act(
  services: Services,
  request: RefundRequest,
  reply: FastifyReply,
  action: string,
) {
  const entry = STEPS[action];
  if (entry === undefined) throw new DomainError('page_not_found');
  const found = await findRefund(services, request, reply, entry.permission);
  if (found === undefined) return reply;
  const { refund } = found;
  const confirm =
    action === 'approve' ? stepUpPath(services, request, `refund:${refund.id}`) : undefined;
  if (confirm !== undefined) return reply.redirect(confirm, 303);
  const by = `staff:${request.staff?.login ?? ''}` as const;
  const onError = (err: unknown) =>
    request.log.error({ err, refundId: refund.id }, 'company did not answer about a refund');
  try {
    const deps = refundDesk(services);
    await entry.step({ deps, refund, by, posted: postedText(request), onError });
  } catch (error) {
    return refundPage(services, reply, found, refusalOf(error));
  }
  return reply.redirect(financePaths.refund(refund.id), 303);
}

/** 返金: the queue of what is not given back yet, one refund, and the form that asks for one. */
export async function refundRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const read = { config: { staff: 'charges.read' as const } };
  const ask = { config: { staff: 'refunds.ask' as const } };
  app.get(financePaths.refunds(), read, (request, reply) => showRefunds(services, request, reply));
  app.get('/office/finance/refunds/new', ask, (request, reply) =>
    showNewRefund(services, request, reply),
  );
  app.post(financePaths.refunds(), ask, (request, reply) =>
    postNewRefund(services, request, reply),
  );
  app.get('/office/finance/refunds/:id', read, async (request: RefundRequest, reply) => {
    const found = await findRefund(services, request, reply, 'charges.read');
    return found ? refundPage(services, reply, found) : reply;
  });
  for (const [action, { permission }] of Object.entries(STEPS)) {
    const url = `/office/finance/refunds/:id/${action}`;
    app.post(url, { config: { staff: permission } }, (request: RefundRequest, reply) =>
      act(services, request, reply, action),
    );
  }
}
