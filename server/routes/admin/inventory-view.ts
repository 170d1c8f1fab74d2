import type { FastifyReply } from 'fastify';
import type { InventoryEntry, VolumeChannel } from '../../domain/inventory/inventory-procedure.ts';
import {
  type DoneHere,
  inventoryShares,
  isOnline,
  isOnlineHere,
  volumeOf,
  yearOfVolumes,
} from '../../domain/inventory/inventory-shares.ts';
import { adminPaths } from '../../http/admin-paths.ts';
import { doneHere } from '../../indicator-counts.ts';
import { fiscalYear, todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { eraYear, japaneseYear } from './japanese-year.ts';
import { sectionName } from './section-name.ts';

export const CHANNEL_WORDS: Readonly<Record<VolumeChannel, string>> = {
  counter: '窓口（紙）',
  post: '郵送',
  online: 'ほかのオンライン',
  other: '電話など',
};

const STATES = {
  here: 'ここでオンライン',
  elsewhere: 'ほかでオンライン',
  none: 'オンラインでない',
} as const;
type State = keyof typeof STATES;

const number = (count: number) => count.toLocaleString('ja-JP');
const share = (value: number | null) => (value === null ? '–' : `${value}%`);

function stateOf(entry: InventoryEntry, here: DoneHere): State {
  if (isOnlineHere(entry, here)) return 'here';
  return isOnline(entry, here) ? 'elsewhere' : 'none';
}

/** Three ways to count, each with how it is reckoned, so that nobody takes one for the other. */
function sideBySide(entries: readonly InventoryEntry[], year: number, here: DoneHere) {
  const shares = inventoryShares(entries, year, here);
  const { volume } = shares;
  const [all, online] = [number(shares.here.all), number(shares.here.online)];
  const lists = shares.lists.map((one) => `${one.list}のうち${one.online}`).join('、');
  return [
    {
      name: 'ここでオンライン',
      figure: `${online}件`,
      how: `棚卸しの${all}件のうち、今日このサイトで申請できるもの。ほかのサイトでできるものを入れると、${number(shares.anywhere.online)}件です。`,
    },
    {
      name: '国の数え方',
      figure: lists,
      how: '国の一覧（59・31・26）の番号のうち、オンラインでできる手続きに付いている番号の数。1つの画面で2つの手続きができれば、2と数えます。',
    },
    {
      name: 'オンラインでできる件数の割合',
      figure: share(shares.canBeDone),
      how: `オンラインでできる手続きの件数 ${number(volume.canBeDone)} ÷ すべての手続きの件数 ${number(volume.total)}（${eraYear(year)}）。窓口に来た人の分も入ります。`,
    },
    {
      name: 'オンラインで来た件数の割合',
      figure: share(shares.done),
      how: `オンラインで来た件数 ${number(volume.done)} ÷ すべての手続きの件数 ${number(volume.total)}（${eraYear(year)}）。`,
    },
  ];
}

interface Filter {
  readonly q: string;
  readonly section: string;
  readonly state: string;
}

function rowsOf(
  services: Services,
  { entries, year, here }: { entries: readonly InventoryEntry[]; year: number; here: DoneHere },
  { q, section, state }: Filter,
) {
  const wanted = q.normalize('NFKC').trim();
  return entries
    .filter((one) => section === '' || one.section === section)
    .filter((one) => state === '' || stateOf(one, here) === state)
    .filter((one) => wanted === '' || `${one.code} ${one.name} ${one.legalBasis}`.includes(wanted))
    .map((entry) => {
      const { total, online } = volumeOf(entry, year, here);
      return {
        href: adminPaths.inventoryProcedure(entry.id),
        code: entry.code,
        name: entry.name,
        section: sectionName(services, entry.section),
        lists: entry.lists.join('、'),
        state: STATES[stateOf(entry, here)],
        why: entry.onlineElsewhere || entry.notOnlineReason,
        total: number(total),
        online: number(online),
      };
    });
}

/** The whole inventory, with what is known of it side by side. */
export async function inventoryPage(services: Services, reply: FastifyReply, filter: Filter) {
  const { stores, clock } = services;
  const today = todayInTokyo(clock.now());
  await services.indicatorFollower.follow();
  const entries = await stores.inventory.list();
  const here = doneHere(services, await stores.indicatorCounts.flows(), today);
  const year = yearOfVolumes(entries, fiscalYear(today));
  const sections = [...new Set(entries.map((one) => one.section))];
  return reply.officePage('admin/inventory', {
    title: '棚卸し',
    styles: ['office-account.css', 'admin-indicators.css'],
    cards: sideBySide(entries, year, here),
    rows: rowsOf(services, { entries, year, here }, filter),
    all: entries.length,
    year: japaneseYear(year),
    filter,
    sections: sections.map((key) => ({ key, name: sectionName(services, key) })),
    states: Object.entries(STATES).map(([key, name]) => ({ key, name })),
    paths: {
      list: adminPaths.inventory(),
      add: adminPaths.inventoryProcedure('new'),
      import: adminPaths.inventoryImport(),
      utf8: `${adminPaths.inventory()}.csv`,
      cp932: `${adminPaths.inventory()}.csv?encoding=cp932`,
    },
  });
}
