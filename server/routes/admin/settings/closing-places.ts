import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { EditPath } from '../../../domain/builder/edit.ts';
import type { Services } from '../../../services.ts';
import { townText } from './propose-edit.ts';

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

export async function allPlaces(services: Services): Promise<readonly Place[]> {
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
