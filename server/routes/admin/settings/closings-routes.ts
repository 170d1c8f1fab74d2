import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { parse } from 'yaml';
import type { EditPath } from '../../../domain/builder/edit.ts';
import { addAt } from '../../../domain/builder/yaml/change-file.ts';
import { adminPaths } from '../../../http/admin-paths.ts';
import type { Services } from '../../../services.ts';
import { DAY, postedText } from './posted.ts';
import { proposeEdit, townText } from './propose-edit.ts';

interface Opening {
  readonly closed?: readonly { readonly from: string; readonly to?: string }[];
}
interface Group {
  readonly defaults?: { readonly opening?: Opening };
  readonly resources: Readonly<
    Record<string, { readonly name?: Readonly<Record<string, string>>; readonly opening?: Opening }>
  >;
}

/** Where closings are written: all that takes its opening from the group, or one with its own. */
interface Place {
  readonly id: string;
  readonly path: string;
  readonly at: EditPath;
  readonly name: string;
  readonly closed: Opening['closed'];
}

function placesIn(path: string, group: Group): Place[] {
  const own = Object.entries(group.resources).filter(([, one]) => one.opening !== undefined);
  const shared = Object.entries(group.resources).filter(([, one]) => one.opening === undefined);
  const names = (all: typeof own) => all.map(([id, { name }]) => name?.['ja'] ?? id).join('、');
  return [
    ...(group.defaults?.opening && shared.length > 0
      ? [
          {
            id: path,
            path,
            at: ['defaults', 'opening', 'closed'],
            name: names(shared),
            closed: group.defaults.opening.closed,
          },
        ]
      : []),
    ...own.map(([id, { opening, ...one }]) => ({
      id: `${path}#${id}`,
      path,
      at: ['resources', id, 'opening', 'closed'],
      name: one.name?.['ja'] ?? id,
      closed: opening?.closed,
    })),
  ];
}

async function allPlaces(services: Services): Promise<readonly Place[]> {
  const files = await readdir(join(services.townDesk.folder(), 'resources'));
  const groups = files.filter((name) => name.endsWith('.yaml')).sort();
  const places = await Promise.all(
    groups.map(async (name) => {
      const path = `resources/${name}`;
      return placesIn(path, parse(await townText(services, path)) as Group);
    }),
  );
  return places.flat();
}

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
  const url = adminPaths.setting('closings');
  app.get(url, { config }, (_request, reply) => show(services, reply));
  app.post(url, { config }, async (request, reply) => {
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
