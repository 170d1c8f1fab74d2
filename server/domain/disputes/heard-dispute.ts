import type { DisputeNotice } from '../refunds/provider-refund.ts';

/** A notice, and whose it is. */
export interface HeardDispute extends DisputeNotice {
  readonly provider: string;
}
