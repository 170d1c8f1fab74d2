import { join } from 'node:path';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import rateLimit from '@fastify/rate-limit';
import fastify, { type FastifyInstance, LogController } from 'fastify';
import type { Logger } from 'pino';
import './http/fastify-types.ts';
import { assets } from './http/assets.ts';
import { counterSession } from './http/counter-session.ts';
import { downtimeGate } from './http/downtime-gate.ts';
import { errors } from './http/errors.ts';
import { locale } from './http/locale.ts';
import { sameOrigin } from './http/same-origin.ts';
import { securityHeaders } from './http/security-headers.ts';
import { session } from './http/session.ts';
import { slowBodies } from './http/slow-bodies.ts';
import { staffSession } from './http/staff-session.ts';
import { views } from './http/views.ts';
import { lineWebhook } from './integrations/line/line-webhook.ts';
import { sandboxRoutes } from './integrations/sandbox-payments/sandbox-routes.ts';
import { apiRoutes } from './routes/api/api-routes.ts';
import { readerRoutes } from './routes/api/reader-routes.ts';
import { applyRoutes } from './routes/apply/apply-routes.ts';
import { caseDocumentRoutes } from './routes/attachments/case-document-routes.ts';
import { billRoutes } from './routes/bills/bill-routes.ts';
import { bookingRoutes } from './routes/bookings/booking-routes.ts';
import { counterRoutes } from './routes/counter/counter-routes.ts';
import { documentRoutes } from './routes/documents/document-routes.ts';
import { handOverRoutes } from './routes/hand-over/hand-over-routes.ts';
import { healthRoutes } from './routes/health/health-routes.ts';
import { countAnswer, startMetrics } from './routes/health/metrics.ts';
import { homeRoutes } from './routes/home/home-routes.ts';
import { indicatorRoutes } from './routes/indicators/indicator-routes.ts';
import { officeRoutes } from './routes/office/office-routes.ts';
import { openDataRoutes } from './routes/open-data/open-data-routes.ts';
import { pageRoutes } from './routes/pages/page-routes.ts';
import { paymentRoutes } from './routes/payments/payment-routes.ts';
import { procedureRoutes } from './routes/procedures/procedure-routes.ts';
import { receiptRoutes } from './routes/receipts/receipt-routes.ts';
import { resumeRoutes } from './routes/resume/resume-routes.ts';
import { sampleMailRoutes } from './routes/sample-mail/sample-mail-routes.ts';
import { statusRoutes } from './routes/status/status-routes.ts';
import { webhookRoutes } from './routes/webhooks/webhook-routes.ts';
import type { Services } from './services.ts';

/** A form of text fields; uploads have limits of their own. */
const BODY_LIMIT = 256 * 1024;

const viewsFolder = join(import.meta.dirname, '..', 'views');

/** URLs without their secrets, for the log: links carry credentials, queries what was typed. */
function loggableUrl(url: string): string {
  return (url.split('?')[0] as string).replace(
    /\/(resume|hand-over\/take|status\/link|done|status|pay|sandbox-payments)\/.+/i,
    '/$1/…',
  );
}

/**
 * An address with a broken escape (`%E0%A4%A`) names nothing that exists: its percent signs are
 * read as they stand, so that the answer is the usual page with the usual headers.
 */
function readableUrl(url: string): string {
  const [path = '', ...query] = url.split('?');
  try {
    decodeURIComponent(path);
    return url;
  } catch {
    return [path.replaceAll('%', '%25'), ...query].join('?');
  }
}

function newFastify(services: Services, logger: Logger | undefined): FastifyInstance {
  const app = fastify({
    rewriteUrl: (request) => readableUrl(request.url ?? '/'),
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: services.config.trustProxy,
    bodyLimit: BODY_LIMIT,
    // Slow or idle clients don't hold the others up (I18).
    connectionTimeout: 75_000,
    // For files; other forms have less (slow-bodies.ts), and headers half a minute.
    requestTimeout: 10 * 60_000,
    http: { headersTimeout: 30_000 },
    // Longer than the reverse proxies before it (60 s is usual), or they meet closed connections.
    keepAliveTimeout: 72_000,
    // Longer than any address that Node takes: a long one gets the same page as any unknown one.
    routerOptions: { ignoreTrailingSlash: false, maxParamLength: 20_000 },
    forceCloseConnections: 'idle',
  }) as unknown as FastifyInstance;
  // Pages send forms and nothing else; JSON would bring objects where text is expected.
  app.removeAllContentTypeParsers();
  return app;
}

async function registerPlugins(app: FastifyInstance, services: Services): Promise<void> {
  const { config, library, words, providers, clock } = services;
  const secure = config.publicUrl.startsWith('https://');
  const formOrigins = [...new Set([...providers.values()].flatMap((p) => p.formOrigins))];

  await app.register(slowBodies, { withinMs: 30_000 });
  await app.register(cookie);
  await app.register(formbody, { bodyLimit: BODY_LIMIT });
  await app.register(compress, {
    // Nobody sends us packed forms, and unpacking is a way to fill memory.
    globalDecompression: false,
    global: true,
    threshold: 1024,
    encodings: ['br', 'gzip'],
  });
  await app.register(securityHeaders, { secure, formOrigins });
  await app.register(session, { secure, now: () => clock.now().getTime() });
  await app.register(locale, { active: library.municipality.languages, words });
  await app.register(assets, { folder: join(viewsFolder, 'assets') });
  await app.register(views, { folder: viewsFolder, services });
  await app.register(errors, { viewsFolder });
  await app.register(downtimeGate, { board: services.downtimeBoard, clock });
  await app.register(sameOrigin, { publicUrl: config.publicUrl });
  await app.register(staffSession, { services });
  await app.register(counterSession, { services });
  await app.register(rateLimit, { global: false });
}

async function registerResidentRoutes(app: FastifyInstance, services: Services): Promise<void> {
  await homeRoutes(app, services);
  await procedureRoutes(app, services);
  await applyRoutes(app, services);
  await resumeRoutes(app, services);
  await handOverRoutes(app, services);
  await statusRoutes(app, services);
  await caseDocumentRoutes(app, services);
  await documentRoutes(app, services);
  await bookingRoutes(app, services);
  await paymentRoutes(app, services);
  await billRoutes(app, services);
  await receiptRoutes(app, services);
  await indicatorRoutes(app, services);
  await openDataRoutes(app, services);
  await pageRoutes(app, services);
  if (services.config.mode === 'sample') {
    await sampleMailRoutes(app, services);
    await sandboxRoutes(app, services);
  }
}

/** The whole site on the given services; it does not listen yet. */
export async function buildApp(
  services: Services,
  options: { logger?: Logger } = {},
): Promise<FastifyInstance> {
  const app = newFastify(services, options.logger);
  startMetrics();
  app.addHook('onResponse', (request, reply, done) => {
    countAnswer(request.method, reply.statusCode);
    if (options.logger?.isLevelEnabled('info')) {
      const { statusCode: status, elapsedTime } = reply;
      const url = loggableUrl(request.url);
      request.log.info(
        { method: request.method, url, status, ms: Math.round(elapsedTime) },
        'answered',
      );
    }
    done();
  });
  await registerPlugins(app, services);
  await healthRoutes(app, services);
  await app.register(async (scope) => webhookRoutes(scope, services));
  const { line } = services.config;
  if (line) await app.register(async (scope) => lineWebhook(scope, services, line.secret));
  if (services.config.surfaces.has('resident')) await registerResidentRoutes(app, services);
  if (services.config.surfaces.has('staff')) {
    await app.register(async (scope) => officeRoutes(scope, services));
    await app.register(async (scope) => counterRoutes(scope, services));
    await app.register(async (scope) => apiRoutes(scope, services));
    await app.register(async (scope) => readerRoutes(scope, services));
  }
  return app;
}
