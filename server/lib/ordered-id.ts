import { randomUUID } from 'node:crypto';

/**
 * A new id that sorts by its time (UUID version 7, RFC 9562 5.7): rows that are added one after the
 * other stand side by side in every index, so that a commit writes fewer pages, and pages that are
 * still in memory. It tells when it was made; who may see what never hangs on an id being unknown.
 */
export function orderedId(at: Date): string {
  const time = at.getTime().toString(16).padStart(12, '0');
  // Version 4 has its random bits in the same places.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
