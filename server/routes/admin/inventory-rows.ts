import {
  type InventoryEntry,
  isListCode,
  VOLUME_CHANNELS,
  type VolumeChannel,
} from '../../domain/inventory/inventory-procedure.ts';
import {
  type DoneHere,
  inventoryShares,
  isOnline,
  isOnlineHere,
  type Volume,
} from '../../domain/inventory/inventory-shares.ts';
import { adminPaths } from '../../http/admin-paths.ts';
import type { Services } from '../../services.ts';
import { number } from './figure-texts.ts';
import { sectionName } from './section-name.ts';

export const CHANNEL_WORDS: Readonly<Record<VolumeChannel, string>> = {
  counter: '窓口（紙）',
  post: '郵送',
  online: 'ほかのオンライン',
  other: '電話など',
};

export const ONLINE_STATES = {
  here: 'ここでオンライン',
  elsewhere: 'ほかでオンライン',
  none: 'オンラインでない',
  explained: 'オンラインでない（理由あり）',
  unexplained: 'オンラインでない（理由なし）',
} as const;

export interface InventoryFilter {
  readonly q: string;
  readonly section: string;
  /** Key of `ONLINE_STATES`. */
  readonly state: string;
  /** 59, 31 or 26. */
  readonly list: string;
}

export const isFiltered = ({ q, section, state, list }: InventoryFilter): boolean =>
  [q, section, state, list].some((one) => one.trim() !== '');

/** The inventory as it is looked at: whose volumes weigh, and what is done here. */
export interface InventoryScene {
  readonly entries: readonly InventoryEntry[];
  readonly year: number;
  readonly here: DoneHere;
}

type State = 'here' | 'elsewhere' | 'none';

function stateOf(entry: InventoryEntry, here: DoneHere): State {
  if (isOnlineHere(entry, here)) return 'here';
  return isOnline(entry, here) ? 'elsewhere' : 'none';
}

/** What the site itself knows: its procedure is only prepared here, or not open today. */
function knownReason({ library }: Services, { procedureIds }: InventoryEntry): string {
  const own = procedureIds.flatMap((id) => library.procedures.get(id) ?? []);
  const isRetired = procedureIds.some((id) => library.retired?.has(id));
  if (own.length === 0) return isRetired ? 'ここでの公開を終えた' : '';
  return own.every(({ submission }) => submission === 'prepare_only')
    ? 'ここで作り、印刷して窓口に出す'
    : 'いまは受付期間ではない';
}

/** Where else it can be done online, or why it can't; '' = nobody has said. */
function reasonOf(services: Services, entry: InventoryEntry, here: DoneHere): string {
  if (isOnlineHere(entry, here)) return '';
  return entry.onlineElsewhere || entry.notOnlineReason || knownReason(services, entry);
}

/** Neither online nor said why. */
export const isUnexplained = (services: Services, entry: InventoryEntry, here: DoneHere): boolean =>
  !isOnline(entry, here) && reasonOf(services, entry, here) === '';

function isInState(services: Services, entry: InventoryEntry, here: DoneHere, state: string) {
  if (state === '') return true;
  const own = stateOf(entry, here);
  const isLacking = isUnexplained(services, entry, here);
  if (state === 'unexplained') return isLacking;
  return state === 'explained' ? own === 'none' && !isLacking : own === state;
}

function isWanted(
  services: Services,
  entry: InventoryEntry,
  here: DoneHere,
  filter: InventoryFilter,
): boolean {
  const { section, state, list } = filter;
  const wanted = filter.q.normalize('NFKC').trim();
  const { code, name, legalBasis } = entry;
  return (
    (section === '' || entry.section === section) &&
    (list === '' || entry.lists.some((one) => isListCode(one) && one.startsWith(`${list}-`))) &&
    isInState(services, entry, here, state) &&
    (wanted === '' || `${code} ${name} ${legalBasis}`.includes(wanted))
  );
}

/** The procedures that are wanted. */
export const wantedEntries = (
  services: Services,
  { entries, here }: InventoryScene,
  filter: InventoryFilter,
): readonly InventoryEntry[] => entries.filter((entry) => isWanted(services, entry, here, filter));

/** A line of each, with its volume by the way on which it came. */
export function inventoryRows(
  services: Services,
  { year, here, volumes }: InventoryScene & { volumes: ReadonlyMap<InventoryEntry, Volume> },
  shown: readonly InventoryEntry[],
) {
  return shown.map((entry) => {
    const { total = 0, here: own = 0 } = volumes.get(entry) ?? {};
    const typed = (channel: VolumeChannel) =>
      entry.volumes.find((one) => one.fiscalYear === year && one.channel === channel)?.count ?? 0;
    return {
      href: adminPaths.inventoryProcedure(entry.id),
      code: entry.code,
      name: entry.name,
      legalBasis: entry.legalBasis,
      section: sectionName(services, entry.section),
      lists: entry.lists,
      state: ONLINE_STATES[stateOf(entry, here)],
      why: reasonOf(services, entry, here),
      isUnexplained: isUnexplained(services, entry, here),
      own: number(own),
      channels: VOLUME_CHANNELS.map((channel) => number(typed(channel))),
      total: number(total),
    };
  });
}

/** How far each section is, those with most volume first. */
export function sectionRows(services: Services, { entries, year, here }: InventoryScene) {
  return [...Map.groupBy(entries, ({ section }) => section)]
    .map(([section, own]) => ({ section, shares: inventoryShares(own, year, here) }))
    .sort((a, b) => b.shares.volume.total - a.shares.volume.total)
    .map(({ section, shares }) => ({
      href: `${adminPaths.inventory(new URLSearchParams({ section }).toString())}#list`,
      name: sectionName(services, section),
      all: number(shares.anywhere.all),
      online: number(shares.anywhere.online),
      volume: number(shares.volume.total),
      canBeDone: shares.canBeDone === null ? '–' : `${shares.canBeDone}%`,
    }));
}
