import { askAboutRefund } from './ask-about-refund.ts';
import { makeDueRefunds } from './make-due-refunds.ts';
import type { Refund } from './refund.ts';
import type { RefundDeps } from './refund-deps.ts';
import { sendRefund } from './send-refund.ts';

const MINUTE = 60_000;
const QUIET_MS = 5 * MINUTE;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** So long a refund that succeeded is asked about once a day: a bank may send it back. */
const WATCHED_DAYS = 30;

export type RefundError = (error: unknown, id: string) => void;

/**
 * Follows what is due, sends what is approved, and asks about everything that is not final, except
 * what was touched or asked about in the last five minutes.
 */
export function refundReconciler(deps: RefundDeps): {
  /** Makes and sends what is new; returns how many refunds were made. */
  follow(onError: RefundError): Promise<number>;
  /** Asks about the others; returns how many were asked about. */
  sweep(onError: RefundError): Promise<number>;
} {
  const askedAt = new Map<string, number>();
  let lookedAll = false;

  async function ask(refund: Refund, onError: RefundError): Promise<void> {
    askedAt.set(refund.id, deps.clock.now().getTime());
    try {
      await askAboutRefund(deps, refund, (error) => onError(error, refund.id));
    } catch (error) {
      onError(error, refund.id);
    }
  }

  return {
    async follow(onError) {
      const since = lookedAll ? new Date(deps.clock.now().getTime() - HOUR) : null;
      const made = await makeDueRefunds(deps, since, onError);
      lookedAll = true;
      const approved = await deps.refunds.list({ states: ['approved'], limit: 200 });
      for (const { id, way } of approved) {
        if (way !== 'provider') continue;
        try {
          await sendRefund(deps, id, (error) => onError(error, id));
        } catch (error) {
          onError(error, id);
        }
      }
      return made;
    },
    async sweep(onError) {
      const now = deps.clock.now().getTime();
      for (const [id, at] of askedAt) if (at <= now - DAY) askedAt.delete(id);
      const open = await deps.refunds.list({
        states: ['sent', 'unknown', 'pending', 'needs_payer'],
        touchedBefore: new Date(now - QUIET_MS),
        limit: 500,
      });
      const given = await deps.refunds.list({
        states: ['succeeded'],
        touchedBefore: new Date(now - DAY),
        createdSince: new Date(now - WATCHED_DAYS * DAY),
        limit: 200,
      });
      const quiet = [
        ...open.filter(({ id }) => (askedAt.get(id) ?? 0) <= now - QUIET_MS),
        ...given.filter(({ id, providerRef }) => providerRef !== null && !askedAt.has(id)),
      ];
      for (const refund of quiet) await ask(refund, onError);
      return quiet.length;
    },
  };
}
