import type { AuditStore } from '../domain/audit/audit-store.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { appendAudit } from './audit-chain.ts';
import { auditReading } from './audit-reading.ts';
import { auditVerification } from './audit-verification.ts';
import type { Driver } from './connection.ts';

export function createAuditStore(driver: Driver, ring: KeyRing): AuditStore {
  return {
    append: (entry) => driver.write((connection) => appendAudit(connection, ring, entry)),
    ...auditVerification(driver, ring),
    ...auditReading(driver),
  };
}
