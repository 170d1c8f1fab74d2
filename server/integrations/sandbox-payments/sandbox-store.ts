import type { PaymentMethod } from '../../domain/payments/payment.ts';
import type { SandboxMovement } from './sandbox-payouts.ts';

/** The sandbox provider's own books: it stands for a company of its own, so it shares no table with ours. */
export interface SandboxSession {
  readonly ref: string;
  readonly attemptId: string;
  readonly yen: number;
  readonly description: string;
  readonly locale: string;
  readonly returnUrl: string;
  readonly cancelUrl: string;
  readonly payBy: Date;
  readonly status: 'open' | 'paid' | 'pending' | 'refused' | 'expired';
  readonly method: PaymentMethod | null;
  readonly paidAt: Date | null;
}

export interface SandboxRefund {
  readonly ref: string;
  /** The refund's id with us: asked twice, it is one. */
  readonly refundId: string;
  readonly sessionRef: string;
  readonly yen: number;
  readonly status: 'needs_payer' | 'succeeded' | 'failed';
  readonly createdAt: Date;
}

export interface SandboxNotice {
  readonly id: string;
  readonly eventId: string;
  readonly ref: string;
  readonly payload: string;
  readonly sendAt: Date;
  readonly attempts: number;
}

export interface SandboxStore {
  /** The same attempt id gives the session that it opened before. */
  open(session: SandboxSession): Promise<SandboxSession>;
  find(ref: string): Promise<SandboxSession | undefined>;
  /** Changes an open or pending session and queues its notices in the same commit; false when it was final. */
  settle(
    ref: string,
    change: Pick<SandboxSession, 'status' | 'method' | 'paidAt'>,
    notices: readonly SandboxNotice[],
  ): Promise<boolean>;
  /** The same refund id gives what was made of it before; more than was paid is "failed". */
  openRefund(
    asked: SandboxRefund,
    paidYen: number,
    noticesOf: (made: SandboxRefund) => readonly SandboxNotice[],
  ): Promise<SandboxRefund>;
  /** All that it took and gave back. */
  movements(): Promise<readonly SandboxMovement[]>;
  findRefund(ref: string): Promise<SandboxRefund | undefined>;
  /** False when it is not `from` any more. */
  settleRefund(
    ref: string,
    step: { readonly from: SandboxRefund['status']; readonly to: SandboxRefund['status'] },
    notice: SandboxNotice,
  ): Promise<boolean>;
  /** Queues a notice of something that the company keeps no books of. */
  tell(notice: SandboxNotice): Promise<void>;
  dueNotices(now: Date, limit: number): Promise<readonly SandboxNotice[]>;
  noticeSent(id: string): Promise<void>;
  noticeRetry(id: string, sendAt: Date): Promise<void>;
}
