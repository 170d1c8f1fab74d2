import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';

/**
 * Strict headers for every answer. `form-action` names exactly the payment pages' origins: a POST
 * that redirects there would be blocked otherwise.
 */
export const securityHeaders = fp(
  async (app: FastifyInstance, options: { secure: boolean; formOrigins: readonly string[] }) => {
    await app.register(helmet, {
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
    app.addHook('onSend', async (_request, reply) => {
      reply.header('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=()');
      // Whatever may hold personal data is not kept by anyone; files with a hash in their name say otherwise.
      if (!reply.hasHeader('Cache-Control')) reply.header('Cache-Control', 'no-store');
    });
  },
  { name: 'security-headers' },
);
