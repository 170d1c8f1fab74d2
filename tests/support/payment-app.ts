import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import fastify from 'fastify';
import '../../server/http/fastify-types.ts';
import type { PaymentProvider } from '../../server/domain/payments/payment.ts';
import { assets } from '../../server/http/assets.ts';
import { errors } from '../../server/http/errors.ts';
import { locale } from '../../server/http/locale.ts';
import { sameOrigin } from '../../server/http/same-origin.ts';
import { session } from '../../server/http/session.ts';
import { views } from '../../server/http/views.ts';
import { sandboxRoutes } from '../../server/integrations/sandbox-payments/sandbox-routes.ts';
import { sendSandboxNotices } from '../../server/jobs/send-sandbox-notices.ts';
import { paymentRoutes } from '../../server/routes/payments/payment-routes.ts';
import { sampleMailRoutes } from '../../server/routes/sample-mail/sample-mail-routes.ts';
import { webhookRoutes } from '../../server/routes/webhooks/webhook-routes.ts';
import { openPaymentServices } from './payment-services.ts';

const viewsFolder = join(import.meta.dirname, '../../views');

/** The payment rooms alone, on real stores: pay pages, sandbox, webhooks, sample mail. */
/** @param log gets every line of the log, as it is written */
export async function paymentApp(
  extra: readonly PaymentProvider[] = [],
  log?: (line: string) => void,
) {
  const world = await openPaymentServices(extra);
  const { services, clock } = world;
  const { languages } = services.library.municipality;
  const app = fastify(log && { logger: { level: 'info', stream: { write: log } } });
  await app.register(cookie);
  await app.register(formbody);
  await app.register(session, { secure: false, now: () => clock.now().getTime() });
  await app.register(locale, { active: languages, words: services.words });
  await app.register(assets, { folder: join(viewsFolder, 'assets') });
  await app.register(views, { folder: viewsFolder, services });
  await app.register(errors, { viewsFolder });
  await app.register(sameOrigin, { publicUrl: services.config.publicUrl });
  await app.register(async (scope) => webhookRoutes(scope, services));
  await paymentRoutes(app, services);
  await sampleMailRoutes(app, services);
  await sandboxRoutes(app, services);

  const secret = randomBytes(32).toString('base64url');
  const cookies = { madoguchi: secret };

  const get = (url: string) => app.inject({ url, cookies });
  const tokenOf = async (page: string) =>
    /name="_csrf" value="([^"]+)"/.exec((await get(page)).body)?.[1] ?? '';
  /** Posts a form of that page as a browser would, with the page's own token (or an older one). */
  async function post(page: string, form: Record<string, string>, token?: string) {
    const payload = new URLSearchParams({ ...form, _csrf: token ?? (await tokenOf(page)) });
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return app.inject({ method: 'POST', url: page, cookies, headers, payload: String(payload) });
  }

  /** `fetch` that goes straight into this app. */
  const ownFetch = (async (url: string, init: RequestInit) => {
    const reply = await app.inject({
      method: 'POST',
      url: new URL(url).pathname,
      headers: init.headers as Record<string, string>,
      payload: init.body as Buffer,
    });
    return new Response(reply.body, { status: reply.statusCode });
  }) as unknown as typeof fetch;

  return {
    ...world,
    app,
    get,
    post,
    tokenOf,
    ownFetch,
    secret,
    sessionHash: createHash('sha256').update(secret).digest('hex'),
    /** Delivers what the sandbox has to say by now. */
    deliverNotices: () =>
      sendSandboxNotices({
        store: world.stores.sandbox,
        provider: world.sandbox,
        clock,
        baseUrl: 'http://127.0.0.1:3000',
        fetch: ownFetch,
      }),
    async close() {
      await app.close();
      await world.close();
    },
  };
}
