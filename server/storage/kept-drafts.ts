import { and, gt, type SQL } from 'drizzle-orm';
import type { Tables } from './schema.ts';

/** The end of a draft that was sent (see `emptyDraft`): nothing finds or changes it any more. */
export const SENT = 0;

export function isKept({ expiresAt }: Tables['drafts'], ...more: (SQL | undefined)[]) {
  return and(gt(expiresAt, SENT), ...more);
}
