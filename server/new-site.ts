import { join } from 'node:path';
import { constants } from 'node:zlib';
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
import { requestLog } from './http/request-log.ts';
import { sameOrigin } from './http/same-origin.ts';
import { securityHeaders } from './http/security-headers.ts';
import { session } from './http/session.ts';
import { slowBodies } from './http/slow-bodies.ts';
import { staffSession } from './http/staff-session.ts';
import { views } from './http/views.ts';
import type { Services } from './services.ts';

/** A form of text fields; uploads have limits of their own. */
const BODY_LIMIT = 256 * 1024;

const viewsFolder = join(import.meta.dirname, '..', 'views');

/**
 * An address with a broken escape (`%E0%A4%A`) names nothing that exists: its percent signs are
 * read as they stand, so that the answer is the usual page with the usual headers.
 */
function readableUrl(url: string): string {
  if (!url.includes('%')) return url;
  const [path = '', ...query] = url.split('?');
  try {
    decodeURIComponent(path);
    return url;
  } catch {
    return [path.replaceAll('%', '%25'), ...query].join('?');
  }
}

/** A Fastify with the site's limits, and nothing in it. */
export function newFastify(services: Services, logger: Logger | undefined): FastifyInstance {
  const app = fastify({
    rewriteUrl: (request) => readableUrl(request.url ?? '/'),
    loggerInstance: logger,
    childLoggerFactory: requestLog,
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

/**
 * Most packed pages are a few KiB. Each piece is a buffer of that size, whatever is in it, and each
 * window memory that has to be got and swept: a third of the time that a small page takes.
 */
const PACKING = {
  brotliOptions: {
    chunkSize: 4096,
    params: { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_LGWIN]: 16 },
  },
  zlibOptions: { chunkSize: 4096 },
};

/** What all pages share. */
export async function registerPlugins(app: FastifyInstance, services: Services): Promise<void> {
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
    // A page is packed in one go, in less than a millisecond; through a stream it takes ten.
    syncThreshold: 256 * 1024,
    ...PACKING,
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
