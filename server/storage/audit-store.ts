import type { AuditStore } from '../domain/audit/audit-store.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { appendAudit, verifyAudit } from './audit-chain.ts';
import type { Driver } from './connection.ts';

export function createAuditStore(driver: Driver, ring: KeyRing): AuditStore {
  return {
    append: (entry) => driver.write((connection) => appendAudit(connection, ring, entry)),
    verify: () => driver.read((connection) => verifyAudit(connection, ring)),
  };
}
