import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { DomainError } from '../../domain/errors.ts';
import { DEFAULT_LOCALE, htmlLang, isLocale } from '../../domain/procedures/locale.ts';
import { paths } from '../../http/paths.ts';
import { rubyHtml } from '../../lib/html.ts';
import { formatYen } from '../../lib/yen.ts';
import type { Services } from '../../services.ts';
import { canBeDisputed, DISPUTE_ACTIONS, disputeNotice } from './sandbox-dispute.ts';
import type { SandboxSession } from './sandbox-store.ts';

type DisputeServices = Pick<Services, 'clock' | 'words'> & {
  readonly stores: Pick<Services['stores'], 'sandbox'>;
};

type RefRequest = { Params: { ref: string } };

const choiceSchema = z.object({ action: z.enum(DISPUTE_ACTIONS) });

function disputeModel({ words: of }: DisputeServices, session: SandboxSession, style: string) {
  const locale = isLocale(session.locale) ? session.locale : DEFAULT_LOCALE;
  const words = of(locale);
  return {
    title: words.plain('sandbox-payments:dispute_title'),
    lang: htmlLang(locale),
    words,
    style,
    description: session.description,
    amount: rubyHtml(formatYen(session.yen, locale)),
    actions: canBeDisputed(session) ? DISPUTE_ACTIONS : [],
    action: paths.sandboxDispute(session.ref),
  };
}

/** The sandbox company's page for what a card holder says against a payment. */
export async function sandboxDisputeRoutes(
  app: FastifyInstance,
  services: DisputeServices,
  style: string,
): Promise<void> {
  const { sandbox } = services.stores;

  async function find(ref: string): Promise<SandboxSession> {
    const session = await sandbox.find(ref);
    if (session === undefined) throw new DomainError('page_not_found');
    return session;
  }
  const show = (reply: FastifyReply, session: SandboxSession) =>
    reply.page('sandbox-payments/dispute', disputeModel(services, session, style));

  app.get<RefRequest>('/sandbox-payments/disputes/:ref', async (request, reply) =>
    show(reply, await find(request.params.ref)),
  );
  app.post<RefRequest>(
    '/sandbox-payments/disputes/:ref',
    { config: { csrf: 'origin_only' } },
    async (request, reply) => {
      const session = await find(request.params.ref);
      const choice = choiceSchema.safeParse(request.body);
      if (!choice.success || !canBeDisputed(session)) {
        reply.code(422);
        return show(reply, session);
      }
      await sandbox.tell(disputeNotice(session, choice.data.action, services.clock.now()));
      return reply.redirect(paths.sandboxDispute(session.ref), 303);
    },
  );
}
