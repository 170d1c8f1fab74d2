import type { Clock } from '../../lib/clock.ts';
import type { AuditStore } from '../audit/audit-store.ts';
import type { RevenueItem } from '../revenue/revenue-item.ts';
import type { BillStore } from './bill-store.ts';
import type { ImportFiles } from './import-job.ts';

/** What looking at a file and taking it over are given. */
export interface ImportDeps {
  readonly bills: BillStore;
  readonly files: ImportFiles;
  readonly audit: AuditStore;
  readonly clock: Clock;
  readonly items: ReadonlyMap<string, RevenueItem>;
  /** Stops a payment at the company as far as that goes; money that comes all the same goes back. */
  closePayment(chargeId: string): Promise<void>;
  /** Lets others have their turn. */
  rest(): Promise<void>;
}
