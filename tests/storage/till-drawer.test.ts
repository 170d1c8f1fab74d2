import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correctMethod } from '../../server/domain/till/correct-method.ts';
import { undoTaking } from '../../server/domain/till/give-back.ts';
import { expectedCash } from '../../server/domain/till/till-sums.ts';
import { orderedId } from '../../server/lib/ordered-id.ts';
import { checkInvariants } from '../../server/storage/invariants.ts';
import { tillScene } from '../support/till-scene.ts';
import { DATABASES, useDatabase } from './each-database.ts';
import { NOW } from './samples.ts';

const CASH = { method: 'cash', tenderedYen: 2000 } as const;
const CARD = { method: 'card_terminal', slipNumber: '0001' } as const;

describe.each(DATABASES)('the drawer of a till (%s)', (dialect) => {
  const db = useDatabase(dialect);
  const scene = () => tillScene(db().stores);
  const stores = () => db().stores;

  it('holds its float and what came and went, whatever is done at it', async () => {
    type Act = 'cash' | 'card' | 'twice' | 'mend' | 'undo' | 'add' | 'take_out';
    const acts = fc.array(
      fc.constantFrom<Act>('cash', 'card', 'twice', 'mend', 'undo', 'add', 'take_out'),
      { minLength: 4, maxLength: 10 },
    );
    await fc.assert(
      fc.asyncProperty(acts, async (sequence) => {
        const { opened, owed, take, deps, actor } = scene();
        const session = await opened();
        let drawer = session.floatYen;
        for (const [step, act] of sequence.entries()) {
          const before = await stores().tills.entries(session.id);
          const entryId = before.findLast(({ yen, chargeId }) => yen > 0 && chargeId)?.id ?? '';
          const own = { sessionId: session.id, actor, entryId, slipNumber: `S${step}` };
          const entry = before.find(({ id }) => id === entryId);
          if (act === 'mend' && (await correctMethod(deps, own)).taken) {
            drawer += entry?.kind === 'cash' ? -1500 : 1500;
          } else if (act === 'undo' && (await undoTaking(deps, own)).taken) {
            drawer -= entry?.kind === 'cash' ? 1500 : 0;
          } else if (act === 'add' || act === 'take_out') {
            const yen = act === 'add' ? 3000 : -3000;
            const kind = act === 'add' ? 'cash_added' : 'cash_taken';
            const none = { chargeId: null, attemptId: null, refundId: null, slipNumber: null };
            const at = {
              sessionId: session.id,
              actor,
              at: NOW,
              tenderedYen: null,
              changeYen: null,
            };
            const added = { id: orderedId(NOW), kind, yen, ...none, ...at } as const;
            const done = await deps.tills.addCash(added).then(
              () => true,
              () => false,
            );
            if (done) drawer += yen;
          } else if (act === 'cash' || act === 'card' || act === 'twice') {
            const { chargeId } = await owed();
            const tender = act === 'card' ? { ...CARD, slipNumber: `S${step}` } : CASH;
            const attemptId = randomUUID();
            await take(chargeId, session.id, { attemptId, tender });
            if (act === 'twice') await take(chargeId, session.id, { attemptId, tender });
            drawer += act === 'card' ? 0 : 1500;
          }
          const after = await stores().tills.entries(session.id);
          expect(expectedCash(session, after)).toBe(drawer);
          expect(drawer).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 12 },
    );
    // And the books have what the drawers have.
    expect(await checkInvariants(db().driver)).toEqual([]);
  });
});
