import { fileURLToPath } from 'node:url';
import { Eta } from 'eta';
import { loadResources } from '../../../server/domain/bookings/load-resources.ts';
import { loadCatalogue } from '../../../server/domain/fees/item-catalogue.ts';
import type { Answers } from '../../../server/domain/fields/answers.ts';
import { computeJourney } from '../../../server/domain/procedures/journey.ts';
import { loadLibrary } from '../../../server/domain/procedures/load-library.ts';
import { htmlLang, type Locale } from '../../../server/domain/procedures/locale.ts';
import type { Page, Procedure } from '../../../server/domain/procedures/procedure.ts';
import type { PageModel } from '../../../server/http/page-context.ts';
import { paths } from '../../../server/http/paths.ts';
import { loadWords } from '../../../server/http/words.ts';
import { escapeForView, rubyHtml } from '../../../server/lib/html.ts';
import { formPageView } from '../../../server/routes/apply/form-page-view.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const folder = `${root}/procedures`;

export const LOCALES = ['ja', 'ja-easy', 'en'] as const;
const TODAY = '2026-11-21';
export const { resources } = loadResources(folder);
export const catalogue = loadCatalogue(folder, 'bulky_items');
export const library = await loadLibrary({ folder, resources, today: TODAY });
export const words = loadWords(`${root}/locales`, LOCALES, (locale, key) => {
  throw new Error(`no text ${key} in ${locale}`);
});

const eta = new Eta({ views: `${root}/views`, escapeFunction: escapeForView, cache: true });

/** The page as a browser gets it, with a town that stands still. */
export function render(view: string, model: PageModel, locale: Locale = 'ja'): string {
  const w = words(locale);
  const page = {
    locale,
    lang: htmlLang(locale),
    t: w.t,
    plain: w.plain,
    paths,
    town: {
      name: '見本市',
      nameHtml: rubyHtml('見本市'),
      phone: '0120-00-0000',
      hours: rubyHtml(''),
      address: rubyHtml(''),
    },
    languages: [],
    keepForm: model.keepForm,
    csrf: 'csrf',
    textSize: 'normal',
    sample: false,
    notices: [],
    downtimes: [],
    asset: (name: string) => `/assets/${name}`,
  };
  return eta.render(`/${view}`, { ...model, page });
}

export function procedureOf(id: string): Procedure {
  const procedure = library.procedures.get(id);
  if (!procedure) throw new Error(`${id} is not in the library`);
  return procedure;
}

export function pageOf(procedure: Procedure, id: string): Page {
  const page = procedure.pages.find((p) => p.id === id);
  if (!page) throw new Error(`${procedure.id} has no page ${id}`);
  return page;
}

/** The journey as if every page had been reached. */
export function journeyOf(procedure: Procedure, answers: Answers = {}) {
  return computeJourney(procedure, answers, { today: TODAY }, { unanswered: 'ignore' });
}

export const shared = {
  draft: { token: 'draft-token', revision: 3 },
  csrf: 'csrf-token',
  paths,
  today: TODAY,
  resources,
  catalogues: new Map([['bulky_items', catalogue]]),
};

type FormArgs = Parameters<typeof formPageView>[0];

/** Model of one form page of a real procedure. */
export function formModel(id: string, pageId: string, change: Partial<FormArgs> = {}): PageModel {
  const procedure = procedureOf(id);
  const page = pageOf(procedure, pageId);
  return formPageView({
    ...shared,
    procedure,
    page,
    journey: journeyOf(procedure),
    words: words('ja'),
    row: page.repeat ? 0 : undefined,
    raw: {},
    errors: [],
    extras: {},
    ...change,
  });
}
