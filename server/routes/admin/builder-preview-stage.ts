import type { Application } from '../../domain/applications/application.ts';
import type { LaterMethod } from '../../domain/payments/payment-deadlines.ts';

/** How far the payment has come: to be paid, a number or an account is out, paid. */
export type PaymentStep = 'open' | LaterMethod | 'paid';

/** What becomes of an application after it was sent, as far as its resident sees something of it. */
export interface Stage {
  /** In addresses: `received`, `returned`, `phase-report`. */
  readonly id: string;
  readonly text: string;
  readonly status: Application['status'];
  /** The phase that is waited for. */
  readonly phase?: string;
  /** Of what is owed, if anything is by the answers; absent: nothing is asked for. */
  readonly payment?: PaymentStep;
}
