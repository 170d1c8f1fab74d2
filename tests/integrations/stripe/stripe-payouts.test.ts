import { describe, expect, it } from 'vitest';
import type { ProviderPayout } from '../../../server/domain/books/payout.ts';
import { everythingFitsThePublishedTypes, stripeScene } from '../../support/stripe-scene.ts';

const scene = stripeScene();
const { paid } = scene;
const company = () => scene.company();

async function payouts(sinceDay: string): Promise<ProviderPayout[]> {
  const found: ProviderPayout[] = [];
  for await (const payout of scene.provider().payouts?.(sinceDay) ?? []) found.push(payout);
  return found;
}

const midnight = (day: string) => Date.parse(`${day}T00:00:00Z`) / 1000;

describe('what the company paid to the town', () => {
  it('oldest first, each with its lines, our attempts, gross, fee and net', async () => {
    const first = await paid('card', 10_000);
    const second = await paid('konbini', 1500);
    const back = await scene.provider().refund?.(first.refund('r-1', 4000));
    company().books.payOut(midnight('2026-11-24'));
    const dispute = company().books.dispute(second.providerRef);
    company().books.refundBecomes(back?.refundRef ?? '', 'failed');
    company().books.disputeEnds(dispute.id, 'won');
    company().books.payOut(midnight('2026-11-27'));
    const [earlier, later, ...others] = await payouts('2026-11-20');
    expect(others).toEqual([]);
    expect(earlier).toMatchObject({ state: 'paid', arrivesOn: '2026-11-24', netYen: 7086 });
    expect(new Set(earlier?.lines.map(({ kind }) => kind))).toEqual(new Set(['payment', 'refund']));
    expect(earlier?.lines).toContainEqual({
      id: expect.any(String),
      kind: 'payment',
      attemptId: first.attemptId,
      ref: null,
      grossYen: 10_000,
      feeYen: 360,
      netYen: 9640,
      at: scene.NOW,
    });
    expect(earlier?.lines).toContainEqual(
      expect.objectContaining({
        kind: 'refund',
        attemptId: first.attemptId,
        ref: back?.refundRef,
        grossYen: -4000,
      }),
    );
    expect(later?.lines.map(({ kind, grossYen, feeYen }) => [kind, grossYen, feeYen])).toEqual(
      expect.arrayContaining([
        ['dispute', -1500, 1500],
        ['refund_failure', 4000, 0],
        ['dispute_reversal', 1500, 0],
      ]),
    );
    // A dispute carries no metadata of ours: its payment is asked, once for both lines.
    const disputed = later?.lines.filter(({ kind }) => kind.startsWith('dispute'));
    expect(disputed?.map(({ attemptId, ref }) => [attemptId, ref])).toEqual([
      [second.attemptId, dispute.id],
      [second.attemptId, dispute.id],
    ]);
    for (const { lines, netYen } of [earlier, later].flatMap((one) => one ?? [])) {
      expect(lines.reduce((sum, line) => sum + line.netYen, 0)).toBe(netYen);
      for (const line of lines) expect(line.grossYen - line.feeYen).toBe(line.netYen);
    }
    expect((await payouts('2026-11-25')).map(({ id }) => id)).toEqual([later?.id]);
  });

  it('in more than one page, without losing a line', async () => {
    const intents = [];
    for (let n = 0; n < 101; n += 1) intents.push(paid('card', 1000 + n));
    const made = await Promise.all(intents);
    company().books.payOut(midnight('2026-12-01'));
    const [payout] = await payouts('2026-12-01');
    expect(new Set(payout?.lines.map(({ attemptId }) => attemptId))).toEqual(
      new Set(made.map(({ attemptId }) => attemptId)),
    );
    expect(payout?.lines).toHaveLength(101);
  });

  it('a list that breaks off is no list', async () => {
    company().fail('none', 'reset_midway', 'reset_midway');
    await expect(payouts('2026-11-20')).rejects.toThrow();
  });
});

everythingFitsThePublishedTypes(company);
