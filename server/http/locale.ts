import type { FastifyInstance, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { DEFAULT_LOCALE, isLocale, type Locale } from '../domain/procedures/locale.ts';
import type { Words } from './words.ts';

const LANGUAGE_TAG = /^[a-z]{2,3}(-[A-Za-z]{2,8})?$/;
const PLACES =
  /^\/(?:[^/]+)\/(?:$|procedures|apply|status|bookings|pay|indicators|resume|help|privacy|accessibility)/;

/** The best switched-on language for an Accept-Language header; Japanese when nothing fits. */
export function preferredLocale(header: string | undefined, active: readonly Locale[]): Locale {
  const wishes = (header ?? '')
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

/** Same address in the default language, when the first part is a language that we don't speak. */
export function defaultLocaleUrl(url: string): string | undefined {
  const first = url.split('/', 2)[1]?.split('?')[0] ?? '';
  if (!LANGUAGE_TAG.test(first) || !PLACES.test(url.split('?')[0] as string)) return undefined;
  return `/${DEFAULT_LOCALE}${url.slice(first.length + 1)}`;
}

function localeOf(request: FastifyRequest, active: readonly Locale[]): Locale | undefined {
  const first = request.url.split('/', 2)[1]?.split('?')[0];
  return isLocale(first) && active.includes(first) ? first : undefined;
}

/** Sets `request.locale` and `request.words` from the URL; sends unknown languages to Japanese. */
export const locale = fp(
  async (
    app: FastifyInstance,
    options: { active: readonly Locale[]; words: (locale: Locale) => Words },
  ) => {
    app.decorateRequest('locale', DEFAULT_LOCALE);
    app.decorateRequest('words');
    app.addHook('onRequest', async (request, reply) => {
      const found = localeOf(request, options.active);
      request.locale = found ?? preferredLocale(request.headers['accept-language'], options.active);
      request.words = options.words(request.locale);
      const named = (request.params as { locale?: string } | undefined)?.locale;
      if (named === undefined || found !== undefined) return;
      const target = request.method === 'GET' ? defaultLocaleUrl(request.url) : undefined;
      if (target !== undefined) return reply.redirect(target, 302);
      reply.callNotFound();
      return reply;
    });
    app.get('/', async (request, reply) =>
      reply
        .header('Vary', 'Accept-Language')
        .redirect(`/${preferredLocale(request.headers['accept-language'], options.active)}/`, 302),
    );
  },
  { name: 'locale' },
);
