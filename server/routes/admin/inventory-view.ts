import type { FastifyReply } from 'fastify';
import {
  type InventoryEntry,
  NATIONAL_LISTS,
  VOLUME_CHANNELS,
} from '../../domain/inventory/inventory-procedure.ts';
import { inventoryShares, yearOfVolumes } from '../../domain/inventory/inventory-shares.ts';
import { adminPaths } from '../../http/admin-paths.ts';
import { doneHere } from '../../indicator-counts.ts';
import { fiscalYear, todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { number } from './figure-texts.ts';
import { againstPlan } from './inventory-against-plan.ts';
import { type InventoryQuery, inventoryList } from './inventory-list.ts';
import {
  CHANNEL_WORDS,
  type InventoryScene,
  isUnexplained,
  ONLINE_STATES,
  sectionRows,
} from './inventory-rows.ts';
import { eraYear, japaneseYear } from './japanese-year.ts';
import { sectionName } from './section-name.ts';

const share = (value: number | null) => (value === null ? '–' : `${value}%`);

/** What the town's plan wants of a share: 「計画の目標：77%（令和11年度）」. */
function planOf({ indicators }: Services, of: 'can_be_done' | 'done'): string | undefined {
  const goal = indicators
    .find(({ source }) => source.from === 'inventory_share' && source.of === of)
    ?.targets.at(-1);
  return goal && `計画の目標：${number(goal.value)}%（${eraYear(goal.fiscalYear)}）`;
}

/** Three ways to count, each with how it is reckoned, so that nobody takes one for the other. */
function sideBySide(services: Services, { entries, year, here }: InventoryScene) {
  const shares = inventoryShares(entries, year, here);
  const { volume } = shares;
  const [all, online] = [number(shares.here.all), number(shares.here.online)];
  const lists = shares.lists.map((one) => `${one.list}のうち${one.online}`).join('、');
  return [
    {
      name: 'ここでオンライン',
      figure: `${online}件`,
      how: `棚卸しの${all}件のうち、今日このサイトで申請できるもの。ほかのサイトでできるものを入れると、${number(shares.anywhere.online)}件です。`,
      also: againstPlan(services, entries),
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
      plan: planOf(services, 'can_be_done'),
    },
    {
      name: 'オンラインで来た件数の割合',
      figure: share(shares.done),
      how: `オンラインで来た件数 ${number(volume.done)} ÷ すべての手続きの件数 ${number(volume.total)}（${eraYear(year)}）。`,
      plan: planOf(services, 'done'),
    },
  ];
}

/** Fiscal years with typed volumes, newest first. */
const yearsOf = (entries: readonly InventoryEntry[]) =>
  [...new Set(entries.flatMap(({ volumes }) => volumes.map(({ fiscalYear: one }) => one)))].sort(
    (a, b) => b - a,
  );

/** The whole inventory, with what is known of it side by side. */
export async function inventoryPage(
  services: Services,
  reply: FastifyReply,
  filter: InventoryQuery,
) {
  const { stores, clock } = services;
  const today = todayInTokyo(clock.now());
  await services.indicatorFollower.follow();
  const entries = await stores.inventory.list();
  const here = doneHere(services, await stores.indicatorCounts.flows(), today);
  const years = yearsOf(entries);
  const year =
    years.find((one) => String(one) === filter.year) ?? yearOfVolumes(entries, fiscalYear(today));
  const scene = { entries, year, here };
  const sections = [...new Set(entries.map((one) => one.section))];
  return reply.officePage('admin/inventory', {
    title: '棚卸し',
    styles: ['office-account.css', 'admin-indicators.css'],
    cards: sideBySide(services, scene),
    bySection: sectionRows(services, scene),
    unexplained: {
      count: number(entries.filter((one) => isUnexplained(services, one, here)).length),
      href: `${adminPaths.inventory('state=unexplained')}#list`,
    },
    list: inventoryList(services, scene, filter),
    channels: VOLUME_CHANNELS.map((channel) => CHANNEL_WORDS[channel]),
    all: number(entries.length),
    year: japaneseYear(year),
    filter: { ...filter, year: String(year) },
    years: years.map((one) => ({ key: String(one), name: japaneseYear(one) })),
    lists: Object.keys(NATIONAL_LISTS).map((key) => ({ key, name: `${key}手続き` })),
    sections: sections.map((key) => ({ key, name: sectionName(services, key) })),
    states: Object.entries(ONLINE_STATES).map(([key, name]) => ({ key, name })),
    paths: {
      list: adminPaths.inventory(),
      add: adminPaths.inventoryProcedure('new'),
      import: adminPaths.inventoryImport(),
      utf8: `${adminPaths.inventory()}.csv`,
      cp932: `${adminPaths.inventory()}.csv?encoding=cp932`,
    },
  });
}
