import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  closingsOf,
  withClosing,
  withoutClosing,
} from '../../../domain/settings/single-closings.ts';
import { adminPaths } from '../../../http/admin-paths.ts';
import { isDay } from '../../../lib/jst-date.ts';
import type { Services } from '../../../services.ts';
import { languageFields } from './languages.ts';
import { mendFirst } from './mend-first.ts';
import { postedText, postedTexts } from './posted.ts';
import { proposeEdit, townText } from './propose-edit.ts';
import { openingPlaces } from './rule-places.ts';

interface Typed {
  readonly place: string;
  readonly from: string;
  readonly to: string;
  readonly reason: Readonly<Record<string, string>>;
}

async function show(services: Services, reply: FastifyReply, typed?: Typed, error?: string) {
  if (error !== undefined) reply.code(422);
  const url = adminPaths.setting('closings');
  return reply.officePage('admin/settings-closings', {
    title: 'その日だけの休み',
    styles: ['admin-settings.css'],
    hasErrors: error !== undefined,
    error,
    back: adminPaths.settings(),
    calendar: adminPaths.setting('calendar'),
    holidays: adminPaths.setting('holidays'),
    action: url,
    remove: `${url}/remove`,
    places: (await openingPlaces(services)).map((place) => ({
      id: place.id,
      name: place.name,
      closed: closingsOf(place).map(({ from, to, reason }) => ({
        from,
        to,
        text: `${to === from ? from : `${from}〜${to}`}${reason?.['ja'] ? `：${reason['ja']}` : ''}`,
      })),
    })),
    typed: typed ?? { place: '', from: '', to: '' },
    reasons: languageFields(services, typed?.reason).map((one) => ({ ...one, required: false })),
  });
}

async function add(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const typed: Typed = {
    place: postedText(request, 'place'),
    from: postedText(request, 'from'),
    to: postedText(request, 'to') || postedText(request, 'from'),
    reason: postedTexts(request, 'reason', services.library.municipality.languages),
  };
  const place = (await openingPlaces(services)).find(({ id }) => id === typed.place);
  const refuse = (error: string) => show(services, reply, typed, error);
  if (place === undefined) return refuse('休みにする場所を選んでください。');
  if (!isDay(typed.from) || !isDay(typed.to) || typed.to < typed.from) {
    return refuse('休みの日を入力してください。例：2026-12-10 から 2026-12-11');
  }
  if (Object.keys(typed.reason).length > 0 && !typed.reason['ja']) {
    return refuse('理由は、日本語でも入力してください。ほかの言葉の訳がないときに出ます。');
  }
  const { from, to, reason } = typed;
  const closing = { from, to, ...(reason['ja'] && { reason }) };
  const content = withClosing(await townText(services, place.path), place, closing);
  const note = `${place.name}を${from}から${to}まで休みにする`;
  return proposeEdit(services, request, reply, { path: place.path, content, note });
}

async function remove(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const id = postedText(request, 'place');
  const place = (await openingPlaces(services)).find((one) => one.id === id);
  if (place === undefined) return show(services, reply, undefined, '場所を選んでください。');
  const days = { from: postedText(request, 'from'), to: postedText(request, 'to') };
  const content = withoutClosing(await townText(services, place.path), place, days);
  const note = `${place.name}の${days.from}から${days.to}までの休みをやめる`;
  return proposeEdit(services, request, reply, { path: place.path, content, note });
}

/** その日だけの休み: single closings of what can be booked. */
export async function closingsRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'settings.manage' } as const;
  const room = { config, preHandler: mendFirst(services, /^resources\//) };
  const url = adminPaths.setting('closings');
  app.get(url, room, (_request, reply) => show(services, reply));
  app.post(url, room, (request, reply) => add(services, request, reply));
  app.post(`${url}/remove`, room, (request, reply) => remove(services, request, reply));
}
