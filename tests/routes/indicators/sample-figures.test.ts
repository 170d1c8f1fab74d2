import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { parse as parseCsv } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fiscalYear, todayInTokyo } from '../../../server/lib/jst-date.ts';
import { SQLITE_FILE } from '../../../server/storage/sqlite-driver.ts';
import { startSampleTown } from '../../support/prepared-town.ts';
import { loadSampleTown } from '../../support/sample-town.ts';
import type { RunningServer } from '../../support/server.ts';
import { ROOT } from '../../support/source-tree.ts';

/** The parts of the open data that are looked at. */
interface OpenData {
  readonly as_of: string;
  readonly indicators: readonly {
    readonly id: string;
    readonly years: readonly {
      readonly fiscal_year: number;
      readonly planned: number | null;
      readonly actual: number | null;
    }[];
  }[];
  readonly inventory: {
    readonly procedures: number;
    readonly volume_share_done: number;
    readonly national_lists: readonly { list: number; online: number; all: number }[];
  };
  readonly applications: { readonly total: { started: number; received: number } };
}

let town: RunningServer;
let records: Database.Database;
let data: OpenData;
let year: number;
/** Procedures that can be done online today. */
let online: ReadonlyMap<string, readonly string[]>;

beforeAll(async () => {
  town = await startSampleTown();
  data = (await (await fetch(`${town.url}/open-data/indicators.json`)).json()) as OpenData;
  records = new Database(join(town.dataDir, SQLITE_FILE), { readonly: true });
  year = fiscalYear(data.as_of);
  const { procedures } = await loadSampleTown();
  const isOpen = ({ window }: { window?: { from?: string; to?: string } | undefined }) =>
    (window?.from ?? '') <= data.as_of && data.as_of <= (window?.to ?? '9999');
  const open = [...procedures.values()]
    .filter(({ submission }) => submission !== 'prepare_only')
    .filter(isOpen);
  online = new Map(open.map(({ id, countsAs }) => [id, countsAs]));
}, 300_000);
afterAll(async () => {
  records?.close();
  await town?.stop();
});

const figure = (id: string, of = year) =>
  data.indicators.find((one) => one.id === id)?.years.find((one) => one.fiscal_year === of);

/** A number from the records themselves, by SQL that the program does not know. */
function counted(sql: string, ...values: unknown[]): number {
  return Number(
    records
      .prepare(sql)
      .pluck()
      .get(...values) ?? 0,
  );
}
const midnight = (day: string) => Date.parse(`${day}T00:00:00+09:00`);
const span = () => [midnight(`${year}-04-01`), midnight(`${year + 1}-04-01`)];
const IN_YEAR = 'received_at >= ? and received_at < ?';

describe('the figures of 見本市, recomputed from the records', () => {
  it('applications: all of them, online ones, by card, and those that book', () => {
    const sent = counted(
      `select count(*) from applications where channel = 'online' and ${IN_YEAR}`,
      ...span(),
    );
    expect(figure('online_applications')?.actual).toBe(sent);
    expect(sent).toBeGreaterThan(0);
    const byCard = counted(
      `select count(distinct a.id) from applications a join application_events e
       on e.application_id = a.id and e.type = 'identity_checked'
       where json_extract(e.detail, '$.seen') = 'my_number_card' and ${IN_YEAR}
       and not exists (select 1 from application_events u where u.application_id = a.id
         and u.type = 'undone' and json_extract(u.detail, '$.seq') = e.seq)`,
      ...span(),
    );
    expect(figure('applications_by_card')?.actual).toBe(byCard);
    expect(byCard).toBeGreaterThan(0);
    const booked = counted(
      `select count(*) from applications a join bookings b on b.application_id = a.id
       where a.counts_as like '%"facility-booking"%' and ${IN_YEAR}`,
      ...span(),
    );
    expect(figure('facility_bookings')?.actual).toBe(booked);
    expect(booked).toBeGreaterThan(0);
  });

  it('starts and receipts of the last twelve months', () => {
    const today = todayInTokyo(new Date(`${data.as_of}T12:00:00+09:00`));
    const first = new Date(Date.UTC(Number(today.slice(0, 4)), Number(today.slice(5, 7)) - 12, 1));
    const from = midnight(first.toISOString().slice(0, 10));
    const { started, received } = data.applications.total;
    expect(started).toBe(counted('select count(*) from journeys where started_at >= ?', from));
    expect(received).toBe(
      counted('select count(*) from applications where received_at >= ?', from),
    );
  });

  it('certificates handed out, and minutes of waiting', () => {
    const copies = counted(
      'select sum(copies) from counter_issues where undone_at is null and at >= ? and at < ?',
      ...span(),
    );
    expect(figure('counter_issues')?.actual).toBe(copies);
    expect(copies).toBeGreaterThan(0);
    const waits = records
      .prepare(
        `select (served_at - taken_at) / 60000 from queue_tickets where queue = 'tax'
         and substr(day, 6, 2) in ('02', '03') and served_at is not null
         and (ended_at is null or ended_at >= served_at)`,
      )
      .pluck()
      .all()
      .map((minutes) => Math.floor(Number(minutes)))
      .sort((a, b) => a - b);
    const middle = (waits.length - 1) / 2;
    const at = (place: number) => waits[place] ?? 0;
    const median = (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2;
    const known = data.indicators.find(({ id }) => id === 'waiting_time');
    const measured = known?.years.filter((one) => one.actual !== null && one.fiscal_year > 2023);
    expect(measured?.map(({ actual }) => actual)).toEqual([median]);
  });

  it('procedures online, items without cash, incidents, and what was entered', () => {
    const codes = new Set([...online.values()].flat());
    expect(figure('procedures_online')?.actual).toBe(codes.size);
    expect(figure('cashless_items')?.actual).toBeGreaterThanOrEqual(7);
    expect(figure('incidents')?.actual).toBe(0);
    const typed = records
      .prepare(`select value from typed_figures where indicator = 'smartphone_classes'
        and fiscal_year = ? order by at desc, id desc limit 1`)
      .pluck();
    expect(figure('smartphone_classes', year - 1)?.actual).toBe(Number(typed.get(year - 1)));
    const plans = ['procedures_online', 'cashless_items', 'waiting_time'].map(
      (id) => figure(id, 2029)?.planned,
    );
    expect(plans).toEqual([60, 17, 45]);
  });

  it('the share of the volume that can be done online, and three lists beside it', () => {
    const rows = records
      .prepare('select * from inventory_procedures where removed_at is null')
      .all();
    expect(data.inventory.procedures).toBe(rows.length);
    const csv = parseCsv<Record<string, string>>(
      readFileSync(join(ROOT, 'procedures/inventory.csv'), 'utf8'),
      { columns: true },
    );
    expect(rows).toHaveLength(csv.length);
    const volumes = records
      .prepare('select inventory_id id, sum(count) n from inventory_volumes group by 1')
      .all() as { id: string; n: number }[];
    const of = new Map(volumes.map(({ id, n }) => [id, n]));
    const live = (id: string) =>
      counted(
        'select count(*) from applications where procedure_id = ? and received_at >= ? and received_at < ?',
        ...[id, midnight(`${year - 1}-04-01`), midnight(`${year}-04-01`)],
      );
    const seen = new Set<string>();
    let [all, possible] = [0, 0];
    for (const row of rows as Record<string, string>[]) {
      const ids = JSON.parse(row['procedure_ids'] ?? '[]') as string[];
      let volume = of.get(row['id'] ?? '') ?? 0;
      for (const id of ids.filter((one) => !seen.has(one))) volume += live(id);
      for (const id of ids) seen.add(id);
      all += volume;
      const here = ids.some((id) => online.has(id));
      if (here || row['online_elsewhere'] !== '') possible += volume;
    }
    expect(figure('volume_online')?.actual).toBe(Math.round((possible / all) * 1000) / 10);
    expect(data.inventory.national_lists.map(({ list, all: size }) => [list, size])).toEqual([
      [59, 59],
      [31, 31],
      [26, 26],
    ]);
  });
});
