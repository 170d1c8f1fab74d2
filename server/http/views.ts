import fastifyView from '@fastify/view';
import { Eta } from 'eta';
import type { FastifyInstance, FastifyReply } from 'fastify';
import fp from 'fastify-plugin';
import { htmlLang, type Locale } from '../domain/procedures/locale.ts';
import type { Municipality } from '../domain/procedures/procedure.ts';
import { escapeForView, plainText, rubyHtml } from '../lib/html.ts';
import { todayInTokyo } from '../lib/jst-date.ts';
import type { Services } from '../services.ts';
import type { PageContext, PageModel } from './page-context.ts';
import { paths } from './paths.ts';
import { csrfToken } from './session.ts';

/** The text of the language, else the Japanese one. */
const inLanguage = (texts: Readonly<Record<string, string>>, locale: Locale) =>
  texts[locale] ?? texts['ja'] ?? '';

/** What is the same on every page of one language; made once. */
function townFacts(municipality: Municipality, locale: Locale) {
  return {
    name: plainText(inLanguage(municipality.name, locale)),
    nameHtml: rubyHtml(inLanguage(municipality.name, locale)),
    phone: municipality.phone,
    hours: rubyHtml(inLanguage(municipality.hours, locale)),
    address: rubyHtml(inLanguage(municipality.address, locale)),
  };
}

function currentNotices(services: Services, locale: Locale) {
  const { notices } = services.library.municipality;
  if (notices.length === 0) return [];
  const today = todayInTokyo(services.clock.now());
  return notices
    .filter((n) => (n.from ?? '') <= today && today <= (n.to ?? '9999'))
    .map((n) => rubyHtml(inLanguage(n.text, locale)));
}

/** `reply.page(view, model)`: renders a view with the page's context in the reader's language. */
export const views = fp(
  async (app: FastifyInstance, options: { folder: string; services: Services }) => {
    const { services } = options;
    const { municipality } = services.library;
    const eta = new Eta({
      views: options.folder,
      escapeFunction: escapeForView,
      useWith: false,
      cache: true,
    });
    await app.register(fastifyView, {
      engine: { eta },
      root: options.folder,
      viewExt: 'eta',
      production: true,
    });
    const languages = municipality.languages.map((l) => ({
      locale: l,
      lang: htmlLang(l),
      name: services.words(l).plain('common:language_name'),
    }));
    const facts = new Map(municipality.languages.map((l) => [l, townFacts(municipality, l)]));

    function contextOf(reply: FastifyReply, model: PageModel): PageContext {
      const { request } = reply;
      const { locale, words } = request;
      const path = request.url.replace(/^\/[^/?]*/, '');
      return {
        locale,
        lang: htmlLang(locale),
        t: words.t,
        plain: words.plain,
        paths,
        town: facts.get(locale) ?? townFacts(municipality, locale),
        languages: languages.map((language) => ({
          ...language,
          href: `/${language.locale}${path}`,
          current: language.locale === locale,
        })),
        keepForm: model.keepForm,
        get csrf() {
          return csrfToken(reply);
        },
        textSize: request.cookies['text_size'] ?? 'normal',
        sample: services.config.mode === 'sample',
        notices: currentNotices(services, locale),
        asset: app.assetUrl,
      };
    }

    app.decorateReply('page', async function (this: FastifyReply, view: string, model: PageModel) {
      this.type('text/html; charset=utf-8');
      return app.view(view, { ...model, page: contextOf(this, model) } as object);
    });
  },
  { name: 'views', dependencies: ['assets', 'session', 'locale'] },
);
