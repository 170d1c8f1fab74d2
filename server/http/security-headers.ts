import helmet, { type FastifyHelmetOptions } from '@fastify/helmet';
import fastify, { type FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';

const NOT_HELMETS = new Set(['date', 'connection', 'content-length', 'keep-alive']);

/** Helmet works its headers out anew for every answer; ours never change, so it is asked once. */
async function helmetHeaders(options: FastifyHelmetOptions): Promise<Record<string, string>> {
  const probe = fastify();
  await probe.register(helmet, options);
  probe.get('/', (_request, reply) => reply.code(204).send());
  const { headers } = await probe.inject('/');
  await probe.close();
  const own = Object.entries(headers).filter(([name]) => !NOT_HELMETS.has(name));
  return Object.fromEntries([
    ...own.map(([name, value]) => [name, String(value)]),
    ['permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=()'],
  ]);
}

/**
 * Strict headers for every answer. `form-action` names exactly the payment pages' origins: a POST
 * that redirects there would be blocked otherwise.
 */
export const securityHeaders = fp(
  async (app: FastifyInstance, options: { secure: boolean; formOrigins: readonly string[] }) => {
    const headers = await helmetHeaders({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          'default-src': ["'none'"],
          'script-src': ["'self'"],
          'style-src': ["'self'"],
          'img-src': ["'self'"],
          'connect-src': ["'self'"],
          'form-action': ["'self'", ...options.formOrigins],
          'frame-ancestors': ["'none'"],
          'base-uri': ["'none'"],
        },
      },
      strictTransportSecurity: options.secure
        ? { maxAge: 63_072_000, includeSubDomains: true }
        : false,
      // Not no-referrer: browsers then send "Origin: null" with our own forms.
      referrerPolicy: { policy: 'same-origin' },
      xFrameOptions: { action: 'deny' },
      crossOriginResourcePolicy: { policy: 'same-origin' },
    });
    // Whatever may hold personal data is not kept by anyone; files with a hash in their name say otherwise.
    const always = { ...headers, 'cache-control': 'no-store' };
    app.addHook('onRequest', (_request, reply, done) => {
      reply.headers(always);
      done();
    });
  },
  { name: 'security-headers' },
);
