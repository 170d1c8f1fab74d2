import { randomUUID } from 'node:crypto';
import type { LedgerEntry } from '../../server/domain/books/ledger-entry.ts';
import { addLedgerEntries } from '../../server/storage/ledger-rows.ts';
import type { TestDatabase } from './each-database.ts';
import { sampleCharge, sampleSubmission } from './samples.ts';

/** A case that owes 3,000 yen. @returns the charge's id */
export async function owedCharge({ stores }: TestDatabase): Promise<string> {
  const charge = sampleCharge(3000);
  const submission = sampleSubmission({ charge });
  await stores.applications.submit(submission);
  return charge.id;
}

export function sampleEntry(chargeId: string, change: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    chargeId,
    kind: 'taking',
    cause: randomUUID(),
    yen: 3000,
    taxYen: 272,
    revenueItem: 'hall',
    segment: 'current',
    fiscalYear: 2026,
    bookedOn: '2026-11-21',
    occurredAt: new Date('2026-11-21T12:00:00+09:00'),
    method: 'card',
    channel: 'online',
    provider: 'fake',
    procedureId: 'facility-booking',
    tillSessionId: null,
    ...change,
  };
}

/** Enters them as every write does. */
export function enter({ driver }: TestDatabase, entries: readonly LedgerEntry[]): Promise<void> {
  return driver.write((connection) => addLedgerEntries(connection, entries));
}
