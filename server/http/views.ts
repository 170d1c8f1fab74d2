import fastifyView from '@fastify/view';
import { Eta } from 'eta';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { htmlLang, type Locale } from '../domain/procedures/locale.ts';
import type { Municipality } from '../domain/procedures/municipality.ts';
import { escapeForView, Html, plainText, rubyHtml } from '../lib/html.ts';
import { todayInTokyo } from '../lib/jst-date.ts';
import { markJapanese } from '../lib/mark-japanese.ts';
import type { Services } from '../services.ts';
import { besideWords } from './beside-japanese.ts';
import { counterFrame } from './counter-session.ts';
import { downtimeNotices } from './downtime-notices.ts';
import { isReading } from './locale.ts';
import type { PageContext, PageModel } from './page-context.ts';
import { paths } from './paths.ts';
import { csrfToken } from './session.ts';

/** The text of the language, else the Japanese one. */
const inLanguage = (texts: Readonly<Record<string, string>>, locale: Locale) =>
  texts[locale] ?? texts['ja'] ?? '';

/** The same for reading: Japanese in a text of another language, or standing in for it, says so. */
function townHtml(texts: Readonly<Record<string, string>>, locale: Locale): Html {
  const text = inLanguage(texts, locale);
  const html = rubyHtml(text);
  if (htmlLang(locale) === 'ja') return html;
  if (text === texts['ja']) return new Html(`<span lang="ja">${html.value}</span>`);
  return markJapanese(html, locale);
}

/** What is the same on every page of one language; made once. */
function townFacts(municipality: Municipality, locale: Locale) {
  return {
    name: plainText(inLanguage(municipality.name, locale)),
    nameHtml: townHtml(municipality.name, locale),
    phone: municipality.phone,
    hours: townHtml(municipality.hours, locale),
    address: townHtml(municipality.address, locale),
    colour: municipality.branding?.colour,
    logo: municipality.branding?.logo && `/${municipality.branding.logo}`,
  };
}

type TownFacts = ReturnType<typeof townFacts>;

function currentNotices(services: Services, locale: Locale) {
  const { notices } = services.library.municipality;
  if (notices.length === 0) return [];
  const today = todayInTokyo(services.clock.now());
  return notices
    .filter((n) => (n.from ?? '') <= today && today <= (n.to ?? '9999'))
    .map((n) => townHtml(n.text, locale));
}

/**
 * Templates include each other by their path from the views folder, so where one lies does not
 * depend on who asks: found once, remembered (Eta makes a JSON key of every single include).
 */
function createEta(folder: string): Eta {
  const eta = new Eta({
    views: folder,
    escapeFunction: escapeForView,
    useWith: false,
    cache: true,
  });
  const resolve = eta.resolvePath?.bind(eta);
  const known = new Map<string, string>();
  eta.resolvePath = (path, options) => {
    let file = known.get(path);
    if (file === undefined) {
      file = resolve?.(path, options) ?? path;
      if (path.startsWith('/')) known.set(path, file);
    }
    return file;
  };
  return eta;
}

/** Of the town as it is now: its settings may change while the site runs. */
function townFactsOf(services: Services) {
  const known = new WeakMap<Municipality, Map<Locale, TownFacts>>();
  return (locale: Locale): TownFacts => {
    const { municipality } = services.library;
    const byLocale = known.get(municipality) ?? new Map<Locale, TownFacts>();
    known.set(municipality, byLocale);
    const facts = byLocale.get(locale) ?? townFacts(municipality, locale);
    byLocale.set(locale, facts);
    return facts;
  };
}

/** `reply.page(view, model)`: renders a view with the page's context in the reader's language. */
export const views = fp(
  async (app: FastifyInstance, options: { folder: string; services: Services }) => {
    const { services } = options;
    const eta = createEta(options.folder);
    await app.register(fastifyView, {
      engine: { eta },
      root: options.folder,
      viewExt: 'eta',
      production: true,
    });
    const languages = services.library.municipality.languages.map((l) => ({
      locale: l,
      lang: htmlLang(l),
      name: services.words(l).plain('common:language_name'),
    }));
    const factsIn = townFactsOf(services);
    const hasPage = ({ routeOptions: { url } }: FastifyRequest) =>
      url !== undefined && app.hasRoute({ method: 'GET', url });

    function contextOf(
      reply: FastifyReply,
      model: PageModel,
      downtimes: PageContext['downtimes'],
    ): PageContext {
      const { request } = reply;
      const { locale, words } = request;
      const [, first = ''] = request.url.split(/[/?]/, 2);
      // What has no page of its own to read (a refused POST, an address without a language) has
      // none in the other languages either.
      const isPage = first === locale && (isReading(request) || hasPage(request));
      const path = isPage ? request.url.slice(first.length + 1) : '/';
      return {
        locale,
        lang: htmlLang(locale),
        // In a sitting, staff read along.
        t: request.sitting ? besideWords(words, services.words('ja')) : words.t,
        plain: words.plain,
        paths,
        town: factsIn(locale),
        languages: languages.map((language) => ({
          ...language,
          href: model.languageHref?.(language.locale) ?? `/${language.locale}${path}`,
          current: language.locale === locale,
        })),
        keepForm: model.keepForm,
        get csrf() {
          // A page that brings its own token has it everywhere.
          return typeof model['csrf'] === 'string' ? model['csrf'] : csrfToken(reply);
        },
        textSize: request.cookies['text_size'] ?? 'normal',
        sample: services.config.mode === 'sample',
        notices: currentNotices(services, locale),
        downtimes,
        counter: counterFrame(request),
        asset: app.assetUrl,
      };
    }

    app.decorateReply('page', async function (this: FastifyReply, view: string, model: PageModel) {
      this.type('text/html; charset=utf-8');
      const downtimes = downtimeNotices(view, {
        downtimes: await services.downtimeBoard.ahead(),
        words: this.request.words,
        now: services.clock.now(),
      });
      return app.view(view, { ...model, page: contextOf(this, model, downtimes) } as object);
    });
  },
  { name: 'views', dependencies: ['assets', 'session', 'locale'] },
);
