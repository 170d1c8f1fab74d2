import type { RefundOutcome } from './provider-refund.ts';
import type { Refund } from './refund.ts';
import type { RefundDeps } from './refund-deps.ts';
import { sendRefund } from './send-refund.ts';
import { type SettledRefund, settleRefund } from './settle-refund.ts';

/**
 * Asks the company how a refund stands and applies the answer; one that it has never named is sent
 * again with the same key. Silence leaves it as it is.
 */
export async function askAboutRefund(
  deps: RefundDeps,
  refund: Refund,
  onError: (error: unknown) => void = () => undefined,
): Promise<SettledRefund | 'sent' | 'nothing_to_ask'> {
  const { providerRef, state } = refund;
  if (providerRef === null) {
    const isOpen = state === 'approved' || state === 'sent' || state === 'unknown';
    const sending = isOpen ? await sendRefund(deps, refund.id, onError) : undefined;
    return sending === 'sent' ? 'sent' : 'nothing_to_ask';
  }
  const provider = deps.providers.get(refund.provider ?? '');
  const silence: RefundOutcome = { outcome: 'unknown' };
  const outcome = await provider?.askRefund(providerRef).catch((error: unknown) => {
    onError(error);
    return silence;
  });
  const heard = { outcome: outcome ?? silence, refundRef: providerRef, providerEventId: null };
  return settleRefund(deps, refund, heard);
}
