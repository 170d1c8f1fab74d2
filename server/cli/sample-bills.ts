import { randomUUID } from 'node:crypto';
import { sampleBills } from '../domain/bills/sample-bills.ts';
import { todayInTokyo } from '../lib/jst-date.ts';
import type { Services } from '../services.ts';

/** 見本市's 納付書, taken over like a file of finance; `/ja/bills` says their numbers. */
export async function seedSampleBills({ stores, clock }: Services): Promise<void> {
  const now = clock.now();
  const rows = sampleBills(todayInTokyo(now));
  const id = randomUUID();
  await stores.bills.beginImport({
    id,
    fileName: '見本の納付書.csv',
    fileHash: '',
    rows: rows.length,
    added: 0,
    changed: 0,
    cancelled: 0,
    importedBy: 'system',
    at: now,
  });
  await stores.bills.importRows(id, rows, now);
}
