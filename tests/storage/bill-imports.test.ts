import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { checkImport } from '../../server/domain/bills/check-import.ts';
import type { ImportDeps } from '../../server/domain/bills/import-deps.ts';
import { createImportDesk } from '../../server/domain/bills/import-desk.ts';
import { type ImportJob, NO_ROWS } from '../../server/domain/bills/import-job.ts';
import { removeOldImports } from '../../server/domain/bills/remove-old-imports.ts';
import { runImport, startImport } from '../../server/domain/bills/run-import.ts';
import type { RevenueItem } from '../../server/domain/revenue/revenue-item.ts';
import { openImportFiles } from '../../server/integrations/bill-files/import-files.ts';
import { fixedClock } from '../../server/lib/clock.ts';
import { createKeyRing } from '../../server/lib/key-ring.ts';
import { useDatabase } from './each-database.ts';

const db = useDatabase('sqlite');
const clock = fixedClock('2026-11-21T12:00:00+09:00');
const CARE: RevenueItem = {
  key: 'care_insurance',
  code: '02-01-01-01',
  name: { ja: '介護保険料' },
  kind: 'insurance',
  taxPercent: 0,
  cashless: true,
  counted: true,
  elQr: false,
};
const HEAD = '納付番号,科目,年度,区分,調定番号,期別,本税・本料,納期限,支払期限,確認番号';

async function scene(count: number) {
  const { dataDir, keys, stores } = db();
  const files = openImportFiles(dataDir, createKeyRing(keys));
  const prefix = String(Math.floor(Math.random() * 1e6)).padStart(6, '1');
  const rows = Array.from(
    { length: count },
    (_, n) => `${prefix}${n},care_insurance,2026,現年,T1,第5期,6300,2026-11-30,2026-12-28,482915`,
  );
  const id = randomUUID();
  async function* content() {
    yield Buffer.from([HEAD, ...rows].join('\n'));
  }
  const fileHash = await files.keep(id, content(), 10_000_000);
  const deps: ImportDeps = {
    bills: stores.bills,
    files,
    audit: stores.audit,
    clock,
    items: new Map([[CARE.key, CARE]]),
    closePayment: async () => undefined,
    rest: async () => undefined,
  };
  const job: ImportJob = {
    id,
    fileName: 'a.csv',
    fileHash: fileHash ?? '',
    staffId: 's',
    login: 'kaikei',
    at: clock.now().toISOString(),
    state: 'checking',
    encoding: 'utf8',
    fileProblem: null,
    rows: 0,
    counts: NO_ROWS,
    problems: [],
    kept: [],
  };
  const found = () =>
    stores.bills.list({ number: prefix, state: 'all', revenueItem: '', after: '' }, 1000);
  return { deps, files, checked: await checkImport(deps, job), found };
}

it('a file that was cut off half-way goes on after the next start, and counts each bill once', async () => {
  const { deps, files, checked, found } = await scene(450);
  expect(checked.counts).toMatchObject({ add: 450, refused: 0 });
  await startImport(deps, checked, 'staff:kaikei');
  let batches = 0;
  const dying = async () => {
    batches += 1;
    if (batches === 2) throw new Error('the power is gone');
  };
  await expect(runImport({ ...deps, rest: dying }, checked)).rejects.toThrow('power');
  expect(await found()).toHaveLength(400);
  const desk = createImportDesk({ ...deps, onError: (error) => expect(error).toBeUndefined() });
  await desk.resume();
  await expect
    .poll(async () => (await files.load(checked.id))?.state, { timeout: 10_000 })
    .toBe('done');
  await desk.close();
  expect(await found()).toHaveLength(450);
  expect(await deps.bills.findImport(checked.id)).toMatchObject({ rows: 450, added: 450 });
  expect((await files.load(checked.id))?.counts).toMatchObject({ add: 450, same: 0 });
  // Nothing of it is left to read.
  await expect(files.read(checked.id)[Symbol.asyncIterator]().next()).rejects.toThrow();
});

it('a file that nobody says yes to goes after a day, and can’t be taken over any more', async () => {
  const { deps, files, checked, found } = await scene(3);
  await removeOldImports({ files, clock: fixedClock('2026-11-22T12:00:00+09:00') });
  expect((await files.load(checked.id))?.state).toBe('checked');
  await removeOldImports({ files, clock: fixedClock('2026-11-22T12:00:01+09:00') });
  const gone = (await files.load(checked.id)) as ImportJob;
  expect(await startImport(deps, gone, 'staff:kaikei')).toBe(false);
  expect(await found()).toEqual([]);
});
