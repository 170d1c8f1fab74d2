import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { DomainError } from '../../domain/errors.ts';
import { DEFAULT_LOCALE, htmlLang, isLocale } from '../../domain/procedures/locale.ts';
import { paths } from '../../http/paths.ts';
import { rubyHtml } from '../../lib/html.ts';
import { formatYen } from '../../lib/yen.ts';
import type { Services } from '../../services.ts';
import {
  afterRefundAction,
  REFUND_ACTIONS,
  refundActionsFor,
  refundNotice,
} from './sandbox-refund.ts';
import type { SandboxRefund, SandboxSession } from './sandbox-store.ts';

type RefundServices = Pick<Services, 'clock' | 'words'> & {
  readonly stores: Pick<Services['stores'], 'sandbox'>;
};

const choiceSchema = z.object({ action: z.enum(REFUND_ACTIONS) });

interface Found {
  readonly refund: SandboxRefund;
  readonly session: SandboxSession;
}

function refundModel({ words: of }: RefundServices, { refund, session }: Found, style: string) {
  const locale = isLocale(session.locale) ? session.locale : DEFAULT_LOCALE;
  const words = of(locale);
  return {
    title: words.plain('sandbox-payments:refund_title'),
    lang: htmlLang(locale),
    words,
    style,
    status: refund.status,
    description: session.description,
    amount: rubyHtml(formatYen(refund.yen, locale)),
    actions: refundActionsFor(refund),
    action: paths.sandboxRefund(refund.ref),
  };
}

/** The sandbox company's page of one refund: what the payer's bank does with it is tried here. */
export async function sandboxRefundRoutes(
  app: FastifyInstance,
  services: RefundServices,
  style: string,
): Promise<void> {
  const { sandbox } = services.stores;

  async function find(ref: string): Promise<Found> {
    const refund = await sandbox.findRefund(ref);
    const session = refund && (await sandbox.find(refund.sessionRef));
    if (refund === undefined || session === undefined) throw new DomainError('page_not_found');
    return { refund, session };
  }
  const show = (reply: FastifyReply, found: Found) =>
    reply.page('sandbox-payments/refund', refundModel(services, found, style));

  app.get<{ Params: { ref: string } }>('/sandbox-payments/refunds/:ref', async (request, reply) =>
    show(reply, await find(request.params.ref)),
  );
  app.post<{ Params: { ref: string } }>(
    '/sandbox-payments/refunds/:ref',
    { config: { csrf: 'origin_only' } },
    async (request, reply) => {
      const found = await find(request.params.ref);
      const { refund, session } = found;
      const choice = choiceSchema.safeParse(request.body);
      if (!choice.success || !refundActionsFor(refund).includes(choice.data.action)) {
        reply.code(422);
        return show(reply, found);
      }
      const { to } = afterRefundAction(choice.data.action);
      const told = refundNotice({ ...refund, status: to }, session, services.clock.now());
      await sandbox.settleRefund(refund.ref, { from: refund.status, to }, told);
      return reply.redirect(paths.sandboxRefund(refund.ref), 303);
    },
  );
}
