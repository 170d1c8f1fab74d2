import { join } from 'node:path';
import cookie from '@fastify/cookie';
import fastify from 'fastify';
import '../../../server/http/fastify-types.ts';
import type { TakenSeats } from '../../../server/domain/bookings/booking-store.ts';
import { claimsFor } from '../../../server/domain/bookings/claims.ts';
import { loadResources } from '../../../server/domain/bookings/load-resources.ts';
import type { Resource } from '../../../server/domain/bookings/resources.ts';
import { LOCALES } from '../../../server/domain/procedures/locale.ts';
import { assets } from '../../../server/http/assets.ts';
import { errors } from '../../../server/http/errors.ts';
import { locale } from '../../../server/http/locale.ts';
import { session } from '../../../server/http/session.ts';
import { views } from '../../../server/http/views.ts';
import { loadWords } from '../../../server/http/words.ts';
import { fixedClock } from '../../../server/lib/clock.ts';
import { bookingRoutes } from '../../../server/routes/bookings/booking-routes.ts';
import type { Services } from '../../../server/services.ts';

const ROOT = join(import.meta.dirname, '../../..');
const LANGUAGES = LOCALES.slice(0, 3);

type Booking = readonly [resource: string, day: string, slots: readonly string[]];

/** The booking pages alone, on a Saturday: 2026-11-21, with these bookings made before. */
export async function bookingApp(
  bookings: readonly Booking[] = [],
  options: { now?: string; broken?: boolean } = {},
) {
  const clock = fixedClock(options.now ?? '2026-11-21T10:00:00+09:00');
  const { resources } = loadResources(join(ROOT, 'procedures'));
  const taken: TakenSeats[] = bookings.flatMap(([id, day, slots]) =>
    claimsFor(resources.find(id) as Resource, day, slots).map(({ atom, slot }) => ({
      atom,
      slot,
      day,
      taken: 1,
    })),
  );
  const procedure = { section: 'facilities', text: () => undefined };
  const services = {
    config: { mode: 'sample', publicUrl: 'http://localhost:3000' },
    clock,
    downtimeBoard: { ahead: async () => [], changed: () => undefined },
    resources,
    stores: {
      bookings: {
        taken: async (atoms: readonly string[], from: string, to: string) =>
          taken.filter((row) => atoms.includes(row.atom) && from <= row.day && row.day <= to),
      },
    },
    library: {
      procedures: new Map(options.broken ? [] : [['facility-booking', procedure]]),
      municipality: {
        languages: LANGUAGES,
        name: { ja: '見本市', 'ja-easy': '{見本市|みほんし}', en: 'Mihon City' },
        address: { ja: '', 'ja-easy': '', en: '' },
        hours: { ja: '', 'ja-easy': '', en: '' },
        phone: '00-0000-0001',
        sections: {},
        notices: [],
      },
    },
    words: loadWords(join(ROOT, 'locales'), LANGUAGES, (language, key) => {
      throw new Error(`no text ${key} in ${language}`);
    }),
  } as unknown as Services;
  const viewsFolder = join(ROOT, 'views');
  const app = fastify();
  await app.register(cookie);
  await app.register(session, { secure: false, now: () => clock.now().getTime() });
  await app.register(locale, { active: LANGUAGES, words: services.words });
  await app.register(assets, { folder: join(viewsFolder, 'assets') });
  await app.register(views, { folder: viewsFolder, services });
  await app.register(errors, { viewsFolder });
  await bookingRoutes(app, services);
  return app;
}
