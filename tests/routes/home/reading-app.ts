import { join } from 'node:path';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import fastify from 'fastify';
import '../../../server/http/fastify-types.ts';
import type { IndicatorDeclaration } from '../../../server/domain/indicators/declaration.ts';
import type { JourneyCount } from '../../../server/domain/indicators/indicator-store.ts';
import type { Locale } from '../../../server/domain/procedures/locale.ts';
import type { Municipality } from '../../../server/domain/procedures/municipality.ts';
import type { Procedure } from '../../../server/domain/procedures/procedure.ts';
import { assets } from '../../../server/http/assets.ts';
import { errors } from '../../../server/http/errors.ts';
import { locale } from '../../../server/http/locale.ts';
import { sameOrigin } from '../../../server/http/same-origin.ts';
import { session } from '../../../server/http/session.ts';
import { views } from '../../../server/http/views.ts';
import { loadWords } from '../../../server/http/words.ts';
import { fixedClock } from '../../../server/lib/clock.ts';
import { homeRoutes } from '../../../server/routes/home/home-routes.ts';
import { indicatorRoutes } from '../../../server/routes/indicators/indicator-routes.ts';
import { openDataRoutes } from '../../../server/routes/open-data/open-data-routes.ts';
import { pageRoutes } from '../../../server/routes/pages/page-routes.ts';
import { procedureRoutes } from '../../../server/routes/procedures/procedure-routes.ts';
import type { Services } from '../../../server/services.ts';

const root = join(import.meta.dirname, '../../..');
const PUBLIC_URL = 'http://localhost:3000';
export const LANGUAGES: readonly Locale[] = ['ja', 'ja-easy', 'en'];

const municipality: Municipality = {
  code: '990019',
  languages: LANGUAGES,
  name: { ja: '見本市', 'ja-easy': '{見本市|みほんし}', en: 'Mihon City' },
  address: { ja: '見本市中央町1番1号' },
  phone: '00-0000-0001',
  hours: { ja: '平日 8時30分〜17時15分' },
  sections: {},
  flags: {},
  notices: [{ text: { ja: '<設備点検>のため停止します' } }],
};

type Texts = Readonly<Record<string, string>>;

/** Enough of a procedure to be listed. Texts: of one language, or by language. */
export function listed(
  id: string,
  texts: Texts | { readonly ja: Texts; readonly [locale: string]: Texts },
  more: Partial<Procedure> = {},
): Procedure {
  const byLocale = (typeof texts['ja'] === 'object' ? texts : { ja: texts }) as {
    readonly ja: Texts;
    readonly [locale: string]: Texts;
  };
  return {
    id,
    countsAs: [id],
    lifeEvents: ['moving'],
    category: 'waste',
    minutes: 8,
    fee: { when: 'none', lines: [], exemptProof: [] },
    text: (l: Locale, key: string) => byLocale[l]?.[key] ?? byLocale.ja[key],
    ...more,
  } as unknown as Procedure;
}

const PLANNED: readonly IndicatorDeclaration[] = [
  {
    id: 'procedures_online',
    name: { ja: 'オンラインの手続き' },
    unit: 'procedures',
    direction: 'up',
    source: { from: 'online_procedures' },
    baseline: { fiscalYear: 2023, value: 31 },
    targets: [
      { fiscalYear: 2026, value: 46 },
      { fiscalYear: 2029, value: 60 },
    ],
  },
];

/** What the pages of figures read. @param counts of months, both included */
function figureStores(counts: (from: string, to: string) => Promise<readonly JourneyCount[]>) {
  const sums = async (from: string, to: string) =>
    (await counts(from, to)).flatMap(({ started, completed, received, ...place }) => [
      { ...place, measure: 'started' as const, count: started },
      { ...place, measure: 'completed' as const, count: completed },
      { ...place, measure: 'received' as const, count: received },
    ]);
  const flows = async () =>
    (await sums('0000-00', '9999-99'))
      .filter(({ measure }) => measure === 'received')
      .map((one) => ({ ...one, slice: '' }));
  const nothing = { list: async () => [] };
  return {
    indicatorCounts: { sums, flows, stood: async () => new Map() },
    typedFigures: nothing,
    inventory: nothing,
  };
}

/** The pages that are only read, on given procedures and counts; it is noon of 21 November 2026 in Tokyo. */
export async function readingApp(
  given: {
    readonly procedures?: readonly Procedure[];
    readonly counts?: (from: string, to: string) => Promise<readonly JourneyCount[]>;
  } = {},
) {
  const clock = fixedClock('2026-11-21T12:00:00+09:00');
  const words = loadWords(join(root, 'locales'), LANGUAGES, (lang, key) => {
    throw new Error(`no text ${key} in ${lang}`);
  });
  const services = {
    config: { mode: 'sample', publicUrl: PUBLIC_URL },
    clock,
    downtimeBoard: { ahead: async () => [], changed: () => undefined },
    stores: figureStores(given.counts ?? (async () => [])),
    indicators: PLANNED,
    indicatorFollower: { follow: async () => '' },
    library: {
      procedures: new Map((given.procedures ?? []).map((p) => [p.id, p])),
      broken: new Map(),
      warnings: [],
      municipality,
    },
    words,
    providers: new Map(),
    live: { pauseOf: () => undefined },
  } as unknown as Services;
  const folder = join(root, 'views');
  const app = fastify();
  await app.register(cookie);
  await app.register(formbody);
  await app.register(session, { secure: false, now: () => clock.now().getTime() });
  await app.register(locale, { active: LANGUAGES, words });
  await app.register(assets, { folder: join(folder, 'assets') });
  await app.register(views, { folder, services });
  await app.register(errors, { viewsFolder: folder });
  await app.register(sameOrigin, { publicUrl: PUBLIC_URL });
  await homeRoutes(app, services);
  await procedureRoutes(app, services);
  await indicatorRoutes(app, services);
  await openDataRoutes(app, services);
  await pageRoutes(app, services);
  return { app, clock, services };
}
