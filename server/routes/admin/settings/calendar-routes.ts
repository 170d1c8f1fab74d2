import type { FastifyInstance, FastifyReply } from 'fastify';
import { openingWords } from '../../../domain/settings/opening-words.ts';
import { ruleOn } from '../../../domain/settings/place-rules.ts';
import { adminPaths } from '../../../http/admin-paths.ts';
import { todayInTokyo } from '../../../lib/jst-date.ts';
import type { Services } from '../../../services.ts';
import { mendFirst } from './mend-first.ts';
import { openingRoutes } from './opening-routes.ts';
import { openingPlaces, placesWith } from './rule-places.ts';
import { slotsRoutes } from './slots-routes.ts';
import type { WrittenSlot } from './typed-slots.ts';

async function show(services: Services, reply: FastifyReply) {
  const url = adminPaths.setting('calendar');
  const today = todayInTokyo(services.clock.now());
  const link = (form: string, id: string) => `${url}/${form}?place=${encodeURIComponent(id)}`;
  const [places, divisions] = await Promise.all([
    openingPlaces(services),
    placesWith<readonly WrittenSlot[]>(services, 'slots'),
  ]);
  return reply.officePage('admin/settings-calendar', {
    title: '開く日と時間',
    styles: ['admin-settings.css'],
    back: adminPaths.settings(),
    closings: adminPaths.setting('closings'),
    holidays: adminPaths.setting('holidays'),
    places: places.map((place) => ({
      name: place.name,
      href: link('opening', place.id),
      words: openingWords(ruleOn(place, today).value),
      later: place.versions
        .filter(({ from }) => from > today)
        .map(({ from, value }) => ({ from, words: openingWords(value) })),
    })),
    divisions: divisions.map((place) => ({
      name: place.name,
      href: link('slots', place.id),
      times: ruleOn(place, today).value.map(({ from, to }) => `${from}〜${to}`),
      later: place.versions.filter(({ from }) => from > today).map(({ from }) => from),
    })),
  });
}

/** 開く日と時間: what every week is like at each place, and the divisions of its day. */
export async function calendarRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'settings.manage' } as const;
  const room = { config, preHandler: mendFirst(services, /^resources\//) };
  app.get(adminPaths.setting('calendar'), room, (_request, reply) => show(services, reply));
  await openingRoutes(app, services);
  await slotsRoutes(app, services);
}
