import type { FastifyInstance, FastifyReply } from 'fastify';
import { addAt } from '../../../domain/builder/yaml/change-file.ts';
import { adminPaths } from '../../../http/admin-paths.ts';
import type { Services } from '../../../services.ts';
import { allPlaces } from './closing-places.ts';
import { mendFirst } from './mend-first.ts';
import { DAY, postedText } from './posted.ts';
import { proposeEdit, townText } from './propose-edit.ts';

interface Typed {
  readonly place: string;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

async function show(services: Services, reply: FastifyReply, typed?: Typed, error?: string) {
  if (error !== undefined) reply.code(422);
  return reply.officePage('admin/settings-closings', {
    title: '休みの日',
    hasErrors: error !== undefined,
    error,
    back: adminPaths.settings(),
    action: adminPaths.setting('closings'),
    places: (await allPlaces(services)).map(({ id, name, path, closed = [] }) => ({
      id,
      name,
      file: adminPaths.settingFile(path),
      closed: closed.map(({ from, to }) => (to && to !== from ? `${from}〜${to}` : from)),
    })),
    typed: typed ?? { place: '', from: '', to: '', reason: '' },
  });
}

/** 休みの日: single closings of what can be booked; the rules of every week stand in the file. */
export async function closingsRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'settings.manage' } as const;
  const room = { config, preHandler: mendFirst(services, /^resources\//) };
  const url = adminPaths.setting('closings');
  app.get(url, room, (_request, reply) => show(services, reply));
  app.post(url, room, async (request, reply) => {
    const typed: Typed = {
      place: postedText(request, 'place'),
      from: postedText(request, 'from'),
      to: postedText(request, 'to') || postedText(request, 'from'),
      reason: postedText(request, 'reason').slice(0, 100),
    };
    const place = (await allPlaces(services)).find(({ id }) => id === typed.place);
    if (place === undefined)
      return show(services, reply, typed, '休みにする場所を選んでください。');
    if (!DAY.test(typed.from) || !DAY.test(typed.to) || typed.to < typed.from) {
      return show(
        services,
        reply,
        typed,
        '休みの日を入力してください。例：2026-12-10 から 2026-12-11',
      );
    }
    const closing = {
      from: typed.from,
      to: typed.to,
      ...(typed.reason !== '' && { reason: { ja: typed.reason } }),
    };
    const text = await townText(services, place.path);
    const content = addAt(text, place.at, undefined, closing) ?? text;
    const note = `${place.name}を${typed.from}から${typed.to}まで休みにする`;
    return proposeEdit(services, request, reply, { path: place.path, content, note });
  });
}
