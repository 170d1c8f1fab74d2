import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'csv-parse/sync';
import type { Day } from './day.ts';

const run = promisify(execFile);
const VERIFY = resolve(import.meta.dirname, '../../../server/cli/audit-verify.ts');

interface Entry {
  readonly seq: number;
  readonly key: string;
}

/** The log of today as the auditor takes it home. */
export async function takeLog(day: Day): Promise<readonly Entry[]> {
  const auditor = await day.desk('kansa');
  await auditor.to('/office/audit');
  await auditor.look('audit');
  const [download] = await Promise.all([
    auditor.page.waitForEvent('download'),
    auditor.page.getByRole('button', { name: 'この条件の記録をCSVで書き出す' }).click(),
  ]);
  auditor.did('audit.exported');
  const rows = parse(readFileSync(await download.path(), 'utf8'), { columns: true, bom: true });
  return (rows as Record<string, string>[]).map((row) => ({
    seq: Number(row['番号']),
    key: `${row['利用者']} ${row['操作の名前']}`,
  }));
}

/** By whom and what, how often; of what the program does by itself only the payments. */
export function countEntries(entries: readonly Entry[], after: number) {
  const counts: Record<string, number> = {};
  for (const { seq, key } of entries) {
    if (seq <= after) continue;
    // The company's word comes by its own message or with the resident, whichever is quicker.
    const told = key.endsWith(' charge.changed') ? 'payments charge.changed' : key;
    if (!told.startsWith('system ')) counts[told] = (counts[told] ?? 0) + 1;
  }
  return counts;
}

/** `npm run audit:verify` beside the running server. @returns what it printed */
export async function verifyLog(dataDir: string): Promise<string> {
  const env = { ...process.env, DATA_DIR: dataDir };
  return (await run(process.execPath, [VERIFY], { env })).stdout;
}
