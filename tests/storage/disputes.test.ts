import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { hearDispute } from '../../server/domain/disputes/hear-dispute.ts';
import type { DisputeNotice } from '../../server/domain/refunds/provider-refund.ts';
import { fixedClock } from '../../server/lib/clock.ts';
import { checkInvariants } from '../../server/storage/invariants.ts';
import { disputeNotice } from '../support/dispute-scene.ts';
import { noRevenueItems } from '../support/no-revenue-items.ts';
import { DATABASES, useDatabase } from './each-database.ts';
import { minutesLater, NOW, sampleCharge, sampleSubmission } from './samples.ts';

describe.each(DATABASES)('disputes (%s)', (dialect) => {
  const db = useDatabase(dialect);

  async function paidByCard() {
    const submission = sampleSubmission({ charge: sampleCharge() });
    const chargeId = submission.charge?.id ?? '';
    await db().stores.applications.submit(submission);
    const session = {
      provider: 'sandbox',
      providerRef: randomUUID(),
      method: 'card',
      url: null,
    } as const;
    const attempt = { id: randomUUID(), chargeId, createdAt: NOW, ...session };
    await db().stores.charges.addAttempt(attempt);
    return { chargeId, attempt, number: submission.application.number };
  }
  const hear = (change: Partial<DisputeNotice>, provider = 'sandbox') =>
    hearDispute(
      {
        disputes: db().stores.disputes,
        clock: fixedClock(minutesLater(5)),
        revenue: noRevenueItems,
      },
      provider,
      disputeNotice({ yen: 3000, eventId: randomUUID(), ...change }),
    );
  const entries = (chargeId: string) =>
    db().driver.read(({ db: query, tables: { ledgerEntries } }) =>
      query.select().from(ledgerEntries).where(eq(ledgerEntries.chargeId, chargeId)),
    );

  it('are written with the books and the log in one commit, each word once', async () => {
    const { chargeId, attempt, number } = await paidByCard();
    const about = { disputeRef: randomUUID(), attemptId: attempt.id };
    const taken = { ...about, eventId: randomUUID(), funds: 'withdrawn' } as const;
    expect(await hear(about)).toBe('changed');
    const answers = await Promise.all([hear(taken), hear(taken), hear(taken)]);
    expect(answers.toSorted()).toEqual(['changed', 'duplicate', 'duplicate']);
    const [dispute] = await db().stores.disputes.listOf(chargeId);
    expect(dispute).toMatchObject({ state: 'needs_response', attemptId: attempt.id, yen: 3000 });
    expect((await entries(chargeId)).map(({ kind, yen, cause }) => [kind, yen, cause])).toEqual([
      ['dispute', -3000, dispute?.id],
    ]);
    expect(await db().stores.disputes.events(dispute?.id ?? '')).toHaveLength(2);
    const row = await db().stores.disputes.find(dispute?.id ?? '');
    expect(row).toMatchObject({ number, procedureId: 'facility-booking' });
    const { entries: log } = await db().stores.audit.page({ about: [chargeId] }, null, 5);
    expect(log.filter(({ action }) => action === 'dispute.changed')).toHaveLength(2);
  });

  it('are known again by the company’s name when a word does not say whose payment it was', async () => {
    const { chargeId, attempt } = await paidByCard();
    const disputeRef = randomUUID();
    await hear({ disputeRef, attemptId: attempt.id });
    const won = { disputeRef, attemptId: null, state: 'won', at: minutesLater(60) } as const;
    expect(await hear(won)).toBe('changed');
    expect((await db().stores.disputes.listOf(chargeId))[0]?.state).toBe('won');
  });

  it('of payments that are none of ours change nothing', async () => {
    const { attempt } = await paidByCard();
    expect(await hear({ disputeRef: randomUUID(), attemptId: null })).toBe('unknown_payment');
    expect(await hear({ disputeRef: randomUUID(), attemptId: 'nobody' })).toBe('unknown_payment');
    const elsewhere = { disputeRef: randomUUID(), attemptId: attempt.id };
    expect(await hear(elsewhere, 'stripe')).toBe('unknown_payment');
  });

  it('are listed by the day until which the company waits, and what is over behind them', async () => {
    const raise = async (change: Partial<DisputeNotice>) => {
      const { attempt } = await paidByCard();
      await hear({ disputeRef: change.reason ?? '', attemptId: attempt.id, ...change });
    };
    await raise({ reason: 'late', respondBy: minutesLater(900) });
    await raise({ reason: 'over', state: 'lost' });
    await raise({ reason: 'soon', respondBy: minutesLater(9) });
    const listed = await db().stores.disputes.list(100);
    const names = listed.map(({ reason }) => reason);
    expect(names.filter((name) => /late|over|soon/.test(name))).toEqual(['soon', 'late', 'over']);
  });

  it('fit their events and the books, and what does not is found', async () => {
    const rules = async () => {
      const found = await checkInvariants(db().driver);
      return found.map(({ rule }) => rule).filter((rule) => rule.includes('dispute'));
    };
    const { attempt } = await paidByCard();
    const about = { disputeRef: randomUUID(), attemptId: attempt.id };
    await hear({ ...about, funds: 'withdrawn' });
    expect(await rules()).toEqual([]);
    await db().driver.write(({ db: query, tables: { disputes } }) =>
      query.update(disputes).set({ state: 'won', yen: 2999 }),
    );
    expect(await rules()).toEqual([
      'a dispute shows what its events say',
      'the books have what disputes have taken',
    ]);
  });
});
