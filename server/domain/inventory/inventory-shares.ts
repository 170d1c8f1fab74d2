import { type InventoryEntry, NATIONAL_LISTS, type NationalList } from './inventory-procedure.ts';

/** What the site itself knows of a procedure here. */
export interface DoneHere {
  /** Ids of procedures that can be done online today. */
  readonly online: ReadonlySet<string>;
  /** Received in that fiscal year: procedure id → by channel. */
  received(
    procedureId: string,
    fiscalYear: number,
  ): { readonly online: number; readonly counter: number };
}

/** How many came in a fiscal year, and how many of them online. */
export interface Volume {
  readonly total: number;
  readonly online: number;
  /** Of them counted here. */
  readonly here: number;
}

export interface InventoryShares {
  readonly fiscalYear: number;
  /** 「ここでオンライン」. */
  readonly here: { readonly online: number; readonly all: number };
  /** Online here or elsewhere, of all. */
  readonly anywhere: { readonly online: number; readonly all: number };
  /** 「国の数え方」: distinct codes of a list that can be done online, of its procedures. */
  readonly lists: readonly {
    readonly list: NationalList;
    readonly online: number;
    /** Codes of the list that the inventory names at all. */
    readonly named: number;
    readonly all: number;
  }[];
  /** 「件数の割合」 in percent, one decimal; null without any volume. */
  readonly canBeDone: number | null;
  readonly done: number | null;
  readonly volume: { readonly total: number; readonly canBeDone: number; readonly done: number };
}

export const isOnlineHere = ({ procedureIds }: InventoryEntry, { online }: DoneHere): boolean =>
  procedureIds.some((id) => online.has(id));

export const isOnline = (entry: InventoryEntry, here: DoneHere): boolean =>
  isOnlineHere(entry, here) || entry.onlineElsewhere !== '';

/** Typed in for the other ways, and counted where it is done here. A form of several entries counts once. */
function volumeOf(
  entry: InventoryEntry,
  year: number,
  here: DoneHere,
  counted: ReadonlySet<string> = new Set(),
): Volume {
  const own = entry.volumes.filter(({ fiscalYear }) => fiscalYear === year);
  const typed = own.reduce((sum, { count }) => sum + count, 0);
  const typedOnline = own
    .filter(({ channel }) => channel === 'online')
    .reduce((sum, { count }) => sum + count, 0);
  let [online, counter] = [0, 0];
  for (const id of entry.procedureIds.filter((one) => !counted.has(one))) {
    const received = here.received(id, year);
    online += received.online;
    counter += received.counter;
  }
  return {
    total: typed + online + counter,
    online: typedOnline + online,
    here: online + counter,
  };
}

/** Volumes of all of them: a form that serves several entries is counted with the first. */
export function volumesOf(
  entries: readonly InventoryEntry[],
  year: number,
  here: DoneHere,
): ReadonlyMap<InventoryEntry, Volume> {
  const counted = new Set<string>();
  return new Map(
    entries.map((entry) => {
      const volume = volumeOf(entry, year, here, counted);
      for (const id of entry.procedureIds) counted.add(id);
      return [entry, volume] as const;
    }),
  );
}

/** A part of the inventory, by the volumes of the whole, so that parts add up to it. */
export function inventoryPart(
  part: readonly InventoryEntry[],
  volumes: ReadonlyMap<InventoryEntry, Volume>,
  here: DoneHere,
) {
  const volume = { total: 0, canBeDone: 0, done: 0 };
  for (const entry of part) {
    const { total = 0, online = 0 } = volumes.get(entry) ?? {};
    volume.total += total;
    volume.done += online;
    if (isOnline(entry, here)) volume.canBeDone += total;
  }
  return {
    all: part.length,
    online: part.filter((entry) => isOnline(entry, here)).length,
    volume,
    canBeDone: percent(volume.canBeDone, volume.total),
  };
}

/** The newest fiscal year up to that one for which somebody has typed in volumes; else that one. */
export function yearOfVolumes(entries: readonly InventoryEntry[], today: number): number {
  const years = entries
    .flatMap(({ volumes }) => volumes)
    .filter(({ count, fiscalYear }) => count > 0 && fiscalYear <= today)
    .map(({ fiscalYear }) => fiscalYear);
  return years.length === 0 ? today : Math.max(...years);
}

const percent = (part: number, all: number) =>
  all === 0 ? null : Math.round((part / all) * 1000) / 10;

function listShares(entries: readonly InventoryEntry[], here: DoneHere): InventoryShares['lists'] {
  const codes = (own: readonly InventoryEntry[]) => new Set(own.flatMap(({ lists }) => lists));
  const named = codes(entries);
  const online = codes(entries.filter((entry) => isOnline(entry, here)));
  const of = (set: ReadonlySet<string>, list: NationalList) =>
    [...set].filter((code) => code.startsWith(`${list}-`)).length;
  return ([59, 31, 26] as const).map((list) => ({
    list,
    online: of(online, list),
    named: of(named, list),
    all: NATIONAL_LISTS[list],
  }));
}

/** Side by side, so that nobody takes one for the other. @param year whose volumes weigh */
export function inventoryShares(
  entries: readonly InventoryEntry[],
  year: number,
  here: DoneHere,
): InventoryShares {
  const { volume, online } = inventoryPart(entries, volumesOf(entries, year, here), here);
  return {
    fiscalYear: year,
    here: {
      online: entries.filter((entry) => isOnlineHere(entry, here)).length,
      all: entries.length,
    },
    anywhere: {
      online,
      all: entries.length,
    },
    lists: listShares(entries, here),
    canBeDone: percent(volume.canBeDone, volume.total),
    done: percent(volume.done, volume.total),
    volume,
  };
}
