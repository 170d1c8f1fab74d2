import type { DataKey } from '../lib/key-ring.ts';
import { createKeyRing } from '../lib/key-ring.ts';
import { createAbsenceStore } from './absence-store.ts';
import { createApiTokenStore } from './api-token-store.ts';
import { createApplicationStore } from './application-store.ts';
import { createAttachmentStore } from './attachment-store.ts';
import { createAuditStore } from './audit-store.ts';
import { createBillStore } from './bill-store.ts';
import { createBookRecords } from './book-records.ts';
import { createBookingStore } from './booking-store.ts';
import { createCaseFigureStore } from './case-figures.ts';
import { createCaseStore } from './case-store.ts';
import { createCaseViewStore } from './case-view-store.ts';
import { createChargeStore } from './charge-store.ts';
import { createChargeStoryStore } from './charge-story-store.ts';
import { createClearingStore } from './clearing-store.ts';
import { createClosingStore } from './closing-store.ts';
import { createConfirmationStore } from './confirmation-store.ts';
import type { Driver } from './connection.ts';
import { createCounterCodeStore } from './counter-code-store.ts';
import { createCounterFigureStore } from './counter-figures.ts';
import { createDecisionStore } from './decision-store.ts';
import { createDefinitionStore } from './definition-store.ts';
import { createDeviceStore } from './device-store.ts';
import { createDisputeStore } from './dispute-store.ts';
import { createDocumentNumberStore } from './document-number-store.ts';
import { createDowntimeStore } from './downtime-store.ts';
import { createDraftMoveStore } from './draft-move-store.ts';
import { createDraftStore } from './draft-store.ts';
import { createFindingStore } from './finding-store.ts';
import { createFormCountStore } from './form-count-store.ts';
import { createHandOverStore } from './hand-over-store.ts';
import { createInboxStore } from './inbox-store.ts';
import { createIndicatorCountStore } from './indicator-count-store.ts';
import { createIndicatorStore } from './indicator-store.ts';
import { createInventoryStore } from './inventory-store.ts';
import { createIssueStore } from './issue-store.ts';
import { createKeyChangeStore } from './key-change-store.ts';
import { createLedgerBackfill } from './ledger-backfill.ts';
import { createLedgerStore } from './ledger-store.ts';
import { createLineLinkStore } from './line-links.ts';
import { createMessageStore } from './message-store.ts';
import { migratePostgres, migrateSqlite } from './migrate.ts';
import { createOutboxStore } from './outbox-store.ts';
import { createPauseStore } from './pause-store.ts';
import { createPayoutStore } from './payout-store.ts';
import { createProtectionStore } from './protection-store.ts';
import { createProviderCursorStore } from './provider-cursor-store.ts';
import { createQueueStore } from './queue-store.ts';
import { createReceiptStore } from './receipt-store.ts';
import { createRefundStore } from './refund-store.ts';
import { createRetentionStore } from './retention-store.ts';
import { createSandboxStore } from './sandbox-store.ts';
import { createSavedViewStore } from './saved-view-store.ts';
import { createSealedStore } from './sealed-store.ts';
import { createShortLinkStore } from './short-link-store.ts';
import { createSittingStore } from './sitting-store.ts';
import { openSqlite } from './sqlite-driver.ts';
import { createStaffNoteStore } from './staff-notes-store.ts';
import { createStaffStore } from './staff-store.ts';
import type { Stores } from './stores.ts';
import { createTillStore } from './till-store.ts';
import { createTownFileStore } from './town-file-store.ts';
import { createTranslationStore } from './translation-store.ts';
import { createTrialStore } from './trial-store.ts';
import { createTypedFigureStore } from './typed-figure-store.ts';
import { createVersionStore } from './version-store.ts';
import { createWaitingListStore } from './waiting-list-store.ts';
import { createWebhookStore } from './webhook-store.ts';

export interface StorageOptions {
  /** Folder of the SQLite file; not used with `databaseUrl`. */
  readonly dataDir: string;
  /** PostgreSQL; null = SQLite in `dataDir`. */
  readonly databaseUrl: string | null;
  /** Newest first. */
  readonly keys: readonly DataKey[];
  /** The file or the disk can't be trusted any more: stop answering, then stop. */
  readonly onFatal?: (error: unknown) => void;
}

/** Opens the database, brings it to the newest schema, and gives the stores. */
export async function openStores(options: StorageOptions): Promise<Stores> {
  return storesOn(await openDatabase(options), options.keys);
}

/** The migrated database without stores: for commands that look at tables. */
export async function openDatabase({
  dataDir,
  databaseUrl,
  onFatal = () => undefined,
}: Omit<StorageOptions, 'keys'>): Promise<Driver> {
  if (databaseUrl === null) {
    const driver = await openSqlite(dataDir, onFatal);
    return migrated(driver, () => migrateSqlite(driver));
  }
  // Most towns run on SQLite: the other driver is not even loaded there.
  const { openPostgres } = await import('./postgres-driver.ts');
  const driver = openPostgres(databaseUrl, onFatal);
  return migrated(driver, () => migratePostgres(driver));
}

async function migrated(driver: Driver, migrate: () => Promise<void>): Promise<Driver> {
  try {
    await migrate();
    return driver;
  } catch (error) {
    await driver.close();
    throw error;
  }
}

/** All stores on an open database. */
export function storesOn(driver: Driver, keys: readonly DataKey[]): Stores {
  const ring = createKeyRing(keys);
  return {
    drafts: createDraftStore(driver, ring),
    applications: createApplicationStore(driver, ring),
    attachments: createAttachmentStore(driver, ring),
    sealedAnswers: createSealedStore(driver),
    cases: createCaseStore(driver, ring),
    staffNotes: createStaffNoteStore(driver, ring),
    caseViews: createCaseViewStore(driver, ring),
    decisions: createDecisionStore(driver, ring),
    absences: createAbsenceStore(driver, ring),
    definitions: createDefinitionStore(driver),
    charges: createChargeStore(driver, ring),
    providerCursors: createProviderCursorStore(driver),
    refunds: createRefundStore(driver, ring),
    chargeStory: createChargeStoryStore(driver),
    disputes: createDisputeStore(driver, ring),
    receipts: createReceiptStore(driver, ring),
    bills: createBillStore(driver, ring),
    clearing: createClearingStore(driver, ring),
    bookings: createBookingStore(driver),
    waitingList: createWaitingListStore(driver, ring),
    outbox: createOutboxStore(driver, ring),
    messages: createMessageStore(driver, ring),
    lineLinks: createLineLinkStore(driver, ring),
    audit: createAuditStore(driver, ring),
    indicators: createIndicatorStore(driver),
    indicatorCounts: createIndicatorCountStore(driver),
    typedFigures: createTypedFigureStore(driver, ring),
    inventory: createInventoryStore(driver, ring),
    formCounts: createFormCountStore(driver),
    shortLinks: createShortLinkStore(driver, ring),
    townFiles: createTownFileStore(driver, ring),
    keyChanges: createKeyChangeStore(driver, ring),
    staff: createStaffStore(driver, ring),
    apiTokens: createApiTokenStore(driver, ring),
    webhooks: createWebhookStore(driver, ring),
    handOver: createHandOverStore(driver, ring),
    inbox: createInboxStore(driver, ring),
    savedViews: createSavedViewStore(driver),
    caseFigures: createCaseFigureStore(driver),
    protections: createProtectionStore(driver, ring),
    downtimes: createDowntimeStore(driver, ring),
    retention: createRetentionStore(driver, ring),
    documentNumbers: createDocumentNumberStore(driver, ring),
    tills: createTillStore(driver, ring),
    devices: createDeviceStore(driver, ring),
    counterCodes: createCounterCodeStore(driver, ring),
    sittings: createSittingStore(driver, ring),
    counterFigures: createCounterFigureStore(driver),
    queue: createQueueStore(driver),
    issues: createIssueStore(driver, ring),
    draftMoves: createDraftMoveStore(driver, ring),
    confirmations: createConfirmationStore(driver, ring),
    ledger: createLedgerStore(driver),
    closings: createClosingStore(driver, ring),
    ledgerBackfill: createLedgerBackfill(driver),
    bookRecords: createBookRecords(driver),
    findings: createFindingStore(driver, ring),
    payouts: createPayoutStore(driver),
    sandbox: createSandboxStore(driver),
    versions: createVersionStore(driver, ring),
    previewTrials: createTrialStore(driver, ring),
    translations: createTranslationStore(driver),
    pauses: createPauseStore(driver, ring),
    ping: () => driver.ping(),
    reserveLog: () => driver.reserveLog(),
    close: () => driver.close(),
  };
}
