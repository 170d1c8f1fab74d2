import type { StaffActor } from '../cases/case.ts';
import type { InventoryEntry } from './inventory-procedure.ts';

/** An entry as it is to be; `id` null = a new one. Volumes of years that it does not name stay. */
export interface InventoryChange extends Omit<InventoryEntry, 'id'> {
  readonly id: string | null;
}

/** Every method is one whole atomic operation, with its entry in the audit log. */
export interface InventoryStore {
  /** By their code. */
  list(): Promise<readonly InventoryEntry[]>;
  find(id: string): Promise<InventoryEntry | undefined>;
  /** All or none of them. @returns ids, in order */
  apply(
    change: {
      readonly changes: readonly InventoryChange[];
      readonly removed: readonly string[];
      readonly from: 'form' | 'file' | 'sample';
    },
    by: { readonly actor: StaffActor | 'system'; readonly at: Date },
  ): Promise<readonly string[]>;
}
