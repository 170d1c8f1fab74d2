import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { DomainError } from '../../domain/errors.ts';
import { DEFAULT_LOCALE, htmlLang, isLocale } from '../../domain/procedures/locale.ts';
import { paths } from '../../http/paths.ts';
import { rubyHtml } from '../../lib/html.ts';
import { formatJstMoment } from '../../lib/japanese-calendar.ts';
import { formatYen } from '../../lib/yen.ts';
import type { Services } from '../../services.ts';
import { sandboxDisputeRoutes } from './sandbox-dispute-routes.ts';
import { sandboxRefundRoutes } from './sandbox-refund-routes.ts';
import type { SandboxSession } from './sandbox-store.ts';
import { actionsFor, DELIVERIES, SANDBOX_ACTIONS, settleSession } from './settle-session.ts';

type SandboxServices = Pick<Services, 'clock' | 'words'> & {
  readonly stores: Pick<Services['stores'], 'sandbox'>;
};

const STYLE = '/sandbox-payments/sandbox.css';
const VIEWS = join(import.meta.dirname, '../../../views/sandbox-payments');

const choiceSchema = z.object({
  action: z.enum(SANDBOX_ACTIONS),
  delivery: z.enum(DELIVERIES).default('once'),
});

/** After these there is something to see here: a number, an account, that it was paid. */
const STAYS: readonly string[] = ['issue_slip', 'pay_slip', 'show_account', 'transfer_comes'];

/** A slip number as shops ask for it, made from the session's own name. */
function slipNumber(ref: string): string {
  const digits = (BigInt(`0x${ref}`) % 10n ** 11n).toString().padStart(11, '0');
  return `${digits.slice(0, 5)}-${digits.slice(5)}`;
}

function sessionModel(services: SandboxServices, session: SandboxSession) {
  const locale = isLocale(session.locale) ? session.locale : DEFAULT_LOCALE;
  const words = services.words(locale);
  const now = services.clock.now();
  const expired =
    session.payBy <= now && (session.status === 'open' || session.status === 'pending');
  return {
    title: words.plain('sandbox-payments:title'),
    lang: htmlLang(locale),
    words,
    style: STYLE,
    status: expired ? 'expired' : session.status,
    description: session.description,
    amount: rubyHtml(formatYen(session.yen, locale)),
    payBy: rubyHtml(formatJstMoment(session.payBy, locale)),
    isTransfer: session.method === 'bank_transfer',
    slip: slipNumber(session.ref),
    actions: actionsFor(session, now),
    deliveries: DELIVERIES,
    action: paths.sandboxPayment(session.ref),
    returnUrl: session.returnUrl,
    cancelUrl: session.cancelUrl,
  };
}

/** The sandbox company's own pages, in the language in which the payer came. */
export async function sandboxRoutes(
  app: FastifyInstance,
  services: SandboxServices,
): Promise<void> {
  const { sandbox } = services.stores;
  const style = readFileSync(join(VIEWS, 'sandbox.css'));

  async function find(ref: string): Promise<SandboxSession> {
    const session = await sandbox.find(ref);
    if (session === undefined) throw new DomainError('page_not_found');
    return session;
  }
  const show = (reply: FastifyReply, session: SandboxSession) =>
    reply.page('sandbox-payments/session', sessionModel(services, session));

  app.get(STYLE, async (_request, reply) =>
    reply.type('text/css; charset=utf-8').header('Cache-Control', 'max-age=3600').send(style),
  );

  app.get<{ Params: { ref: string } }>('/sandbox-payments/:ref', async (request, reply) =>
    show(reply, await find(request.params.ref)),
  );

  // The page belongs to "another company": our session's token has no meaning here, the origin has.
  app.post<{ Params: { ref: string } }>(
    '/sandbox-payments/:ref',
    { config: { csrf: 'origin_only' } },
    async (request, reply) => {
      const session = await find(request.params.ref);
      const choice = choiceSchema.safeParse(request.body);
      if (!choice.success) {
        reply.code(422);
        return show(reply, session);
      }
      await settleSession(sandbox, session, { ...choice.data, now: services.clock.now() });
      const stays = STAYS.includes(choice.data.action);
      return reply.redirect(stays ? paths.sandboxPayment(session.ref) : session.returnUrl, 303);
    },
  );
  await sandboxRefundRoutes(app, services, STYLE);
  await sandboxDisputeRoutes(app, services, STYLE);
}
