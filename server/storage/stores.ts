import type {
  ApplicationStore,
  DefinitionStore,
  DraftStore,
} from '../domain/applications/application-store.ts';
import type { AttachmentStore } from '../domain/attachments/attachment.ts';
import type { AuditStore } from '../domain/audit/audit-store.ts';
import type { BillStore } from '../domain/bills/bill-store.ts';
import type { ClearingStore } from '../domain/bills/clearing.ts';
import type { BookingStore } from '../domain/bookings/booking-store.ts';
import type { WaitingListStore } from '../domain/bookings/waiting-list.ts';
import type { BackfillStore } from '../domain/books/backfill-ledger.ts';
import type { BookRecords } from '../domain/books/charge-record.ts';
import type { ClosingStore } from '../domain/books/closing.ts';
import type { FindingStore } from '../domain/books/finding.ts';
import type { LedgerStore } from '../domain/books/ledger-store.ts';
import type { PayoutStore } from '../domain/books/payout-store.ts';
import type { CaseStore } from '../domain/cases/case-store.ts';
import type { CaseViewLog } from '../domain/cases/case-view-log.ts';
import type { StaffNoteStore } from '../domain/cases/staff-note.ts';
import type { AbsenceStore } from '../domain/decisions/absence-store.ts';
import type { DecisionStore } from '../domain/decisions/decision-store.ts';
import type { DisputeStore } from '../domain/disputes/dispute-store.ts';
import type { DocumentNumberStore } from '../domain/document-numbers/document-number-store.ts';
import type { DowntimeStore } from '../domain/downtimes/downtime.ts';
import type { ApiTokenStore } from '../domain/hand-over/api-token.ts';
import type { HandOverStore } from '../domain/hand-over/hand-over-store.ts';
import type { WebhookStore } from '../domain/hand-over/webhook.ts';
import type { CaseFigureStore } from '../domain/inbox/case-figures.ts';
import type { InboxStore } from '../domain/inbox/inbox-store.ts';
import type { SavedViewStore } from '../domain/inbox/saved-view.ts';
import type { IndicatorStore } from '../domain/indicators/indicator-store.ts';
import type { MessageStore } from '../domain/messages/message-store.ts';
import type { LineLinkStore } from '../domain/notifications/line-links.ts';
import type { OutboxStore } from '../domain/notifications/outbox.ts';
import type { ChargeStore } from '../domain/payments/charge-store.ts';
import type { ChargeStoryStore } from '../domain/payments/charge-story.ts';
import type { ProviderCursorStore } from '../domain/payments/provider-cursor-store.ts';
import type { ProtectionStore } from '../domain/protections/protection-store.ts';
import type { ReceiptStore } from '../domain/receipts/receipt-store.ts';
import type { RefundStore } from '../domain/refunds/refund-store.ts';
import type { RetentionStore } from '../domain/retention/retention-store.ts';
import type { SealedStore } from '../domain/sealing/sealed-case.ts';
import type { StaffStore } from '../domain/staff/staff-store.ts';
import type { TillStore } from '../domain/till/till-store.ts';
import type { SandboxStore } from '../integrations/sandbox-payments/sandbox-store.ts';

/** Everything that storage offers, the same on both databases. */
export interface Stores {
  readonly drafts: DraftStore;
  readonly applications: ApplicationStore;
  readonly attachments: AttachmentStore;
  readonly sealedAnswers: SealedStore;
  readonly cases: CaseStore;
  readonly staffNotes: StaffNoteStore;
  readonly caseViews: CaseViewLog;
  readonly decisions: DecisionStore;
  readonly absences: AbsenceStore;
  readonly definitions: DefinitionStore;
  readonly charges: ChargeStore;
  readonly providerCursors: ProviderCursorStore;
  readonly refunds: RefundStore;
  readonly chargeStory: ChargeStoryStore;
  readonly disputes: DisputeStore;
  readonly receipts: ReceiptStore;
  readonly bills: BillStore;
  readonly clearing: ClearingStore;
  readonly bookings: BookingStore;
  readonly waitingList: WaitingListStore;
  readonly outbox: OutboxStore;
  readonly messages: MessageStore;
  readonly lineLinks: LineLinkStore;
  readonly audit: AuditStore;
  readonly indicators: IndicatorStore;
  readonly staff: StaffStore;
  readonly apiTokens: ApiTokenStore;
  readonly webhooks: WebhookStore;
  readonly handOver: HandOverStore;
  readonly retention: RetentionStore;
  readonly documentNumbers: DocumentNumberStore;
  readonly inbox: InboxStore;
  readonly savedViews: SavedViewStore;
  readonly caseFigures: CaseFigureStore;
  readonly protections: ProtectionStore;
  readonly downtimes: DowntimeStore;
  readonly tills: TillStore;
  readonly ledger: LedgerStore;
  readonly closings: ClosingStore;
  readonly ledgerBackfill: BackfillStore;
  readonly bookRecords: BookRecords;
  readonly findings: FindingStore;
  readonly payouts: PayoutStore;
  readonly sandbox: SandboxStore;
  /** Answers one trivial query, or throws: for /readyz. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
