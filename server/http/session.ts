import { hash, randomBytes } from 'node:crypto';
import '@fastify/cookie';
import Tokens from '@fastify/csrf';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { LRUCache } from 'lru-cache';
import { sameDigest } from '../lib/secret-hash.ts';

const TWELVE_HOURS = 12 * 60 * 60;
const SECRET = /^[\w-]{43}$/;
const csrf = Tokens();

declare module 'fastify' {
  interface FastifyRequest {
    /** The cookie's 256-bit secret; never stored, never logged. */
    sessionSecret: string;
  }
}

// The same browser comes again within seconds.
const hashes = new LRUCache<string, string>({ max: 1000 });

function hashOf(secret: string): string {
  let known = hashes.get(secret);
  if (known === undefined) {
    known = hash('sha256', secret, 'hex');
    hashes.set(secret, known);
  }
  return known;
}

/**
 * The browser's session: one random cookie and nothing behind it. Drafts and grants carry its hash,
 * so there is no session table to read or write on a page view. CSRF tokens are made from the same
 * secret (synchroniser tokens bound to the session).
 */
export const session = fp(
  async (app: FastifyInstance, options: { secure: boolean; now: () => number }) => {
    // __Host- binds the cookie to this host over https; browsers refuse it over plain http.
    const name = options.secure ? '__Host-madoguchi' : 'madoguchi';
    const attributes = {
      path: '/',
      httpOnly: true,
      secure: options.secure,
      sameSite: 'lax' as const,
      maxAge: TWELVE_HOURS,
    };

    app.decorateRequest('sessionSecret', '');
    app.decorateRequest('sessionHash', '');

    app.addHook('onRequest', (request, _reply, done) => {
      const secret = request.cookies[name];
      if (secret !== undefined && SECRET.test(secret)) {
        request.sessionSecret = secret;
        request.sessionHash = hashOf(secret);
      }
      done();
    });

    const begin = (reply: FastifyReply) => {
      const { request } = reply;
      request.sessionSecret = randomBytes(32).toString('base64url');
      request.sessionHash = hashOf(request.sessionSecret);
      reply.setCookie(name, request.sessionSecret, attributes);
      return request.sessionHash;
    };

    app.decorateReply('startSession', function (this: FastifyReply) {
      return this.request.sessionHash || begin(this);
    });
    app.decorateReply('renewSession', function (this: FastifyReply) {
      return begin(this);
    });
    app.decorateReply('endSession', function (this: FastifyReply) {
      // A fresh secret instead of an empty cookie: the old one is overwritten even where the
      // browser ignores Clear-Site-Data.
      begin(this);
      this.header('Clear-Site-Data', '"cache", "storage"');
    });
  },
  { name: 'session', dependencies: ['@fastify/cookie'] },
);

// A token is good as long as its session, so a session needs only one.
const tokens = new LRUCache<string, string>({ max: 5000 });

/** The CSRF token of a page; gives the browser a session if it has none. */
export function csrfToken(reply: FastifyReply): string {
  reply.startSession();
  const { sessionSecret } = reply.request;
  let token = tokens.get(sessionSecret);
  if (token === undefined) {
    token = csrf.create(sessionSecret);
    tokens.set(sessionSecret, token);
  }
  return token;
}

/** Was the form made by us, for this session? */
export function isCsrfValid(request: FastifyRequest): boolean {
  const token = (request.body as { _csrf?: unknown } | undefined)?._csrf;
  const { sessionSecret } = request;
  if (sessionSecret === '' || typeof token !== 'string') return false;
  // Nearly always the one that the page was given a moment ago.
  const known = tokens.get(sessionSecret);
  return (known !== undefined && sameDigest(known, token)) || csrf.verify(sessionSecret, token);
}
