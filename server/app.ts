import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { handToStaffSite } from './http/hand-to-staff-site.ts';
import { lineWebhook } from './integrations/line/line-webhook.ts';
import { sandboxRoutes } from './integrations/sandbox-payments/sandbox-routes.ts';
import { giveHeapRoom } from './lib/small-heap.ts';
import { newFastify, registerPlugins } from './new-site.ts';
import { applyRoutes } from './routes/apply/apply-routes.ts';
import { caseDocumentRoutes } from './routes/attachments/case-document-routes.ts';
import { billRoutes } from './routes/bills/bill-routes.ts';
import { bookingRoutes } from './routes/bookings/booking-routes.ts';
import { documentRoutes } from './routes/documents/document-routes.ts';
import { handOverRoutes } from './routes/hand-over/hand-over-routes.ts';
import { healthRoutes } from './routes/health/health-routes.ts';
import { countAnswer, startMetrics } from './routes/health/metrics.ts';
import { homeRoutes } from './routes/home/home-routes.ts';
import { indicatorRoutes } from './routes/indicators/indicator-routes.ts';
import { openDataRoutes } from './routes/open-data/open-data-routes.ts';
import { brandingRoutes } from './routes/pages/branding-routes.ts';
import { pageRoutes } from './routes/pages/page-routes.ts';
import { paymentRoutes } from './routes/payments/payment-routes.ts';
import { procedureRoutes } from './routes/procedures/procedure-routes.ts';
import { receiptRoutes } from './routes/receipts/receipt-routes.ts';
import { resumeRoutes } from './routes/resume/resume-routes.ts';
import { sampleMailRoutes } from './routes/sample-mail/sample-mail-routes.ts';
import { shortLinkRoutes } from './routes/short-links/short-link-routes.ts';
import { statusRoutes } from './routes/status/status-routes.ts';
import { webhookRoutes } from './routes/webhooks/webhook-routes.ts';
import type { Services } from './services.ts';

/** URLs without their secrets, for the log: links carry credentials, queries what was typed. */
function loggableUrl(url: string): string {
  return (url.split('?')[0] as string).replace(
    /\/(resume|hand-over\/take|status\/link|done|status|pay|sandbox-payments)\/.+/i,
    '/$1/…',
  );
}

async function registerResidentRoutes(app: FastifyInstance, services: Services): Promise<void> {
  await homeRoutes(app, services);
  await procedureRoutes(app, services);
  await applyRoutes(app, services);
  await shortLinkRoutes(app, services);
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
  await brandingRoutes(app, services);
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
  const { surfaces } = services.config;
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
  if (surfaces.has('staff')) {
    const staffSite = handToStaffSite(app, async (closing) => {
      const { buildStaffSite } = await import('./staff-site.ts');
      giveHeapRoom();
      return buildStaffSite(services, { logger: options.logger, closing });
    });
    // A process for staff alone has it ready; beside residents it takes its memory when somebody comes.
    if (!surfaces.has('resident')) await staffSite();
  }
  await registerPlugins(app, services);
  await healthRoutes(app, services);
  await app.register(async (scope) => webhookRoutes(scope, services));
  const { line } = services.config;
  if (line) await app.register(async (scope) => lineWebhook(scope, services, line.secret));
  if (surfaces.has('resident')) await registerResidentRoutes(app, services);
  return app;
}
