import type { Services } from '../../../services.ts';
import type { OpenCharge } from './open-charge.ts';
import type { StoryParts } from './story-parts.ts';

/** Everything that was ever told or done about a charge. */
export async function storyParts(
  { stores }: Services,
  { charge, isKept }: Pick<OpenCharge, 'charge' | 'isKept'>,
): Promise<StoryParts> {
  const { id, applicationId } = charge;
  const [attempts, events, refunds, disputes, receipts, tillEntries, mails] = await Promise.all([
    stores.charges.attempts(id),
    stores.charges.events(id),
    stores.refunds.ofCharge(id),
    stores.disputes.listOf(id),
    stores.receipts.listOf(id),
    stores.chargeStory.tillEntries(id),
    applicationId === null || isKept ? [] : stores.chargeStory.mails(applicationId),
  ]);
  return {
    attempts,
    events,
    refunds: await Promise.all(
      refunds.map(async (refund) => ({ refund, events: await stores.refunds.events(refund.id) })),
    ),
    disputes: await Promise.all(
      disputes.map(async (dispute) => ({
        dispute,
        events: await stores.disputes.events(dispute.id),
      })),
    ),
    receipts,
    tillEntries,
    mails,
  };
}
