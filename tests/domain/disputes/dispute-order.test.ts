import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideDispute } from '../../../server/domain/disputes/decide-dispute.ts';
import {
  DISPUTE_TRANSITIONS,
  disputeState,
} from '../../../server/domain/disputes/dispute-transitions.ts';
import {
  DISPUTE_STATES,
  type DisputeState,
} from '../../../server/domain/refunds/provider-refund.ts';
import {
  DISPUTE_YEN,
  disputeNotice,
  disputeStories,
  hearAll,
} from '../../support/dispute-scene.ts';

const sum = (entries: readonly { readonly yen: number }[]) =>
  entries.reduce((total, { yen }) => total + yen, 0);

/** Every order of the story, with some of it told twice. */
const mixed = disputeStories.chain((story) =>
  fc.record({
    story: fc.constant(story),
    told: fc.array(fc.nat(story.length - 1), { maxLength: 4 }).chain((again) =>
      fc.shuffledSubarray([...story, ...again.map((index) => story[index] ?? disputeNotice())], {
        minLength: story.length + again.length,
      }),
    ),
  }),
);

function endsRight(decide: typeof decideDispute) {
  return fc.property(mixed, ({ story, told }) => {
    const { dispute, ledger } = hearAll(told, decide);
    const moves = story.filter(({ funds }) => funds !== null).length;
    expect(dispute?.state).toBe(story.at(-1)?.state);
    expect(sum(ledger)).toBe(moves % 2 === 1 ? -DISPUTE_YEN : 0);
    // Line by line, too: what was taken from a line goes back to it.
    const room = ledger.filter((_entry, index) => index % 2 === 0);
    expect(sum(room)).toBe(moves % 2 === 1 ? -1000 : 0);
  });
}

describe('what card companies tell of a dispute', () => {
  it('ends in the same state and the same books in every order, told once or more often', () => {
    fc.assert(endsRight(decideDispute));
  });

  it('is not believed in the order in which it comes (a reducer with that fault is found)', () => {
    const faulty: typeof decideDispute = (snapshot, heard, at, revenue) => {
      const right = decideDispute(snapshot, heard, at, revenue);
      return { ...right, dispute: { ...right.dispute, state: heard.state } };
    };
    expect(() => fc.assert(endsRight(faulty))).toThrow();
  });

  it('moves the money once, also when the word that it was taken comes last', () => {
    const back = disputeNotice({ eventId: 'b', state: 'won', funds: 'reinstated' });
    const taken = disputeNotice({ eventId: 'a', funds: 'withdrawn', at: new Date(0) });
    const { ledger } = hearAll([back, taken, back]);
    expect(ledger.map(({ kind, yen }) => [kind, yen])).toEqual([
      ['dispute', -1000],
      ['dispute', -501],
      ['dispute_undone', 1000],
      ['dispute_undone', 501],
    ]);
  });

  it('gives each line back what was taken from it, also of a part', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: DISPUTE_YEN }), (yen) => {
        const taken = disputeNotice({ yen, funds: 'withdrawn' });
        const back = disputeNotice({ eventId: 'b', yen, state: 'won', funds: 'reinstated' });
        const { ledger } = hearAll([taken, back]);
        const of = (kind: string) => ledger.filter((one) => one.kind === kind);
        expect(of('dispute_undone').map((one) => one.yen)).toEqual(
          of('dispute').map((one) => -one.yen),
        );
      }),
    );
  });

  it('keeps the day until which an answer is taken, and when it was over', () => {
    const answered = disputeNotice({
      eventId: 'b',
      state: 'won',
      respondBy: null,
      at: new Date('2026-12-24T10:00:00+09:00'),
    });
    const { dispute } = hearAll([answered, disputeNotice()]);
    expect(dispute).toMatchObject({
      state: 'won',
      openedAt: new Date('2026-11-21T10:00:00+09:00'),
      respondBy: new Date('2026-12-01T23:59:59+09:00'),
      endedAt: new Date('2026-12-24T10:00:00+09:00'),
    });
    expect(hearAll([disputeNotice()]).dispute?.endedAt).toBeNull();
  });
});

describe('the table of a dispute', () => {
  const told = (...states: DisputeState[]) =>
    states.map((state, index) => ({ at: new Date(index), detail: { state } }));

  it('has every state, and leads to each from the first', () => {
    expect(Object.keys(DISPUTE_TRANSITIONS).sort()).toEqual([...DISPUTE_STATES].sort());
    for (const state of DISPUTE_STATES)
      expect(disputeState(told('needs_response', state))).toBe(state);
  });

  it('stays where there is no such edge: what is over does not begin anew', () => {
    expect(disputeState(told('closed', 'needs_response'))).toBe('closed');
    expect(disputeState(told('closed', 'lost'))).toBe('closed');
    expect(disputeState(told('won', 'lost'))).toBe('lost');
    expect(disputeState(told('lost', 'under_review', 'won'))).toBe('won');
    expect(disputeState(told('under_review', 'needs_response'))).toBe('needs_response');
  });
});
