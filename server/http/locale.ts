import type { FastifyInstance, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { DEFAULT_LOCALE, isLocale, type Locale } from '../domain/procedures/locale.ts';
import type { Words } from './words.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** The address in a language that is switched on; undefined when it is no address of a page. */
    spokenUrl(url: string): string | undefined;
  }
}

const LANGUAGE_TAG = /^[a-z]{2,3}(-[a-z]{2,8})?$/i;
const PLACES =
  /^\/(?:[^/]+)\/(?:$|procedures|apply|status|bookings|pay|indicators|resume|help|privacy|accessibility)/;

/** The best switched-on language for an Accept-Language header; Japanese when nothing fits. */
export function preferredLocale(header: string | undefined, active: readonly Locale[]): Locale {
  // Machines have no wishes.
  if (header === undefined) return DEFAULT_LOCALE;
  const wishes = header
    .split(',')
    .map((part) => {
      const [tag = '', ...rest] = part.trim().split(';');
      const q = rest
        .find((r) => r.trim().startsWith('q='))
        ?.trim()
        .slice(2);
      return { tag: tag.toLowerCase(), q: q === undefined ? 1 : Number(q) };
    })
    .filter((wish) => wish.q > 0)
    .sort((a, b) => b.q - a.q);
  for (const { tag } of wishes) {
    const language = tag.split('-')[0];
    // Browsers still say Tagalog (tl) for Filipino.
    const code = language === 'tl' ? 'fil' : language;
    const exact = active.find((l) => l.toLowerCase() === tag);
    const found = exact ?? active.find((l) => l.split('-')[0]?.toLowerCase() === code);
    if (found) return found;
  }
  return DEFAULT_LOCALE;
}

/**
 * Same address in a language that we speak, when the first part is one that we don't (the default
 * one), or one of ours in other letters (`/EN/`).
 */
export function spokenUrl(url: string, active: readonly Locale[]): string | undefined {
  const first = url.split('/', 2)[1]?.split('?')[0] ?? '';
  if (!LANGUAGE_TAG.test(first) || !PLACES.test(url.split('?')[0] as string)) return undefined;
  const same = active.find((one) => one.toLowerCase() === first.toLowerCase());
  return `/${same ?? DEFAULT_LOCALE}${url.slice(first.length + 1)}`;
}

function localeOf(request: FastifyRequest, active: readonly Locale[]): Locale | undefined {
  const first = request.url.split('/', 2)[1]?.split('?')[0];
  return isLocale(first) && active.includes(first) ? first : undefined;
}

/** `/ja/procedures/` is `/ja/procedures`; only the front page ends with a slash. */
function withoutLastSlash(url: string): string | undefined {
  const [path = '', ...query] = url.split('?');
  return /^\/[^/]+\/.*[^/]\/$/.test(path) ? [path.slice(0, -1), ...query].join('?') : undefined;
}

/** Only what is read may be sent elsewhere. */
export const isReading = ({ method }: FastifyRequest) => method === 'GET' || method === 'HEAD';

/** Sets `request.locale` and `request.words` from the URL; sends unknown languages to Japanese. */
export const locale = fp(
  async (
    app: FastifyInstance,
    options: { active: readonly Locale[]; words: (locale: Locale) => Words },
  ) => {
    app.decorateRequest('locale', DEFAULT_LOCALE);
    app.decorateRequest('words');
    app.decorate('spokenUrl', (url: string) => spokenUrl(url, options.active));
    app.addHook('onRequest', (request, reply, done) => {
      const found = localeOf(request, options.active);
      request.locale = found ?? preferredLocale(request.headers['accept-language'], options.active);
      request.words = options.words(request.locale);
      const named = (request.params as { locale?: string } | undefined)?.locale;
      if (named === undefined) return done();
      const plain = isReading(request) ? withoutLastSlash(request.url) : undefined;
      if (found !== undefined && plain !== undefined) return void reply.redirect(plain, 302);
      if (found !== undefined) return done();
      const target = isReading(request) ? spokenUrl(request.url, options.active) : undefined;
      if (target !== undefined) reply.redirect(target, 302);
      else reply.callNotFound();
    });
    app.get('/', async (request, reply) =>
      reply
        .header('Vary', 'Accept-Language')
        .redirect(`/${preferredLocale(request.headers['accept-language'], options.active)}/`, 302),
    );
  },
  { name: 'locale' },
);
