import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { askRefund } from '../../server/domain/refunds/ask-refund.ts';
import { correctMethod } from '../../server/domain/till/correct-method.ts';
import { payOutRefund, undoTaking } from '../../server/domain/till/give-back.ts';
import { tillScene } from '../support/till-scene.ts';
import { DATABASES, useDatabase } from './each-database.ts';
import { NOW } from './samples.ts';

describe.each(DATABASES)('what was wrong at a till (%s)', (dialect) => {
  const db = useDatabase(dialect);
  const scene = () => tillScene(db().stores);
  const stores = () => db().stores;

  const ledgerOf = async (chargeId: string) => {
    const { db: builder, tables } = await db().driver.read(async (connection) => connection);
    const rows = await builder.select().from(tables.ledgerEntries);
    return rows.filter((row) => row.chargeId === chargeId);
  };

  it('mends a wrong method by two more entries, and gives a mistake back the way it came', async () => {
    const { opened, owed, take, deps, actor } = scene();
    const session = await opened();
    const { chargeId } = await owed();
    await take(chargeId, session.id);
    const [cash] = await stores().tills.entries(session.id);
    const own = { sessionId: session.id, actor };
    const mend = () => correctMethod(deps, { ...own, entryId: cash?.id ?? '', slipNumber: 'A-9' });
    expect(await mend()).toEqual({ taken: true });
    expect(await mend()).toMatchObject({ why: 'not_mendable' });
    const entries = await stores().tills.entries(session.id);
    expect(entries.map(({ kind, yen }) => [kind, yen]).sort()).toEqual([
      ['card_terminal', 1500],
      ['cash', -1500],
      ['cash', 1500],
    ]);
    const card = entries.find(({ kind }) => kind === 'card_terminal');
    const undo = () => undoTaking(deps, { ...own, entryId: card?.id ?? '', slipNumber: 'V-1' });
    expect(await undo()).toEqual({ taken: true });
    expect(await undo()).toMatchObject({ why: 'not_mendable' });
    expect(await stores().charges.find(chargeId)).toMatchObject({ state: 'refunded' });
    const books = await ledgerOf(chargeId);
    expect(books.map(({ method, yen }) => [method, yen])).toEqual([
      ['cash', 1500],
      ['cash', -1500],
      ['card_terminal', 1500],
      ['card_terminal', -1500],
    ]);
    expect(books.every(({ tillSessionId }) => tillSessionId === session.id)).toBe(true);
  });

  it('gives a refund that was approved in cash once, and only as far as the drawer has it', async () => {
    const { opened, owed, take, deps, actor } = scene();
    const session = await opened();
    const { chargeId } = await owed(1500);
    const attemptId = randomUUID();
    await take(chargeId, session.id, { attemptId });
    const ask = { chargeId, attemptId, yen: 500, believedYen: 1500, reason: 'overpaid' } as const;
    const id = await askRefund(deps, { ...ask, way: 'cash', by: 'staff:kaikei' });
    const at = { sessionId: session.id, actor, slipNumber: '' };
    const give = () => payOutRefund(deps, { id, chargeId }, at);
    const out = { kind: 'cash_taken', yen: -11_500, chargeId: null, attemptId: null } as const;
    const none = { refundId: null, tenderedYen: null, changeYen: null, slipNumber: null };
    const own = { sessionId: session.id, actor, at: NOW };
    await deps.tills.addCash({ id: randomUUID(), ...out, ...none, ...own });
    expect(await give()).toMatchObject({ why: 'drawer_short' });
    await deps.tills.addCash({
      id: randomUUID(),
      ...out,
      yen: 500,
      kind: 'cash_added',
      ...none,
      ...own,
    });
    expect(await Promise.all([give(), give()])).toEqual([{ taken: true }, { taken: true }]);
    expect(
      (await stores().tills.entries(session.id)).filter(({ refundId }) => refundId),
    ).toHaveLength(1);
    expect(await stores().refunds.find(id)).toMatchObject({ state: 'succeeded' });
    expect((await ledgerOf(chargeId)).at(-1)).toMatchObject({
      kind: 'refund',
      yen: -500,
      channel: 'counter',
      tillSessionId: session.id,
    });
  });

  it('and was taken for a fee at the counter leaves the fee to be paid again', async () => {
    const { opened, owed, take, deps, actor } = scene();
    const session = await opened();
    const { chargeId, applicationId } = await owed(1500, 'counter');
    await take(chargeId, session.id);
    const [entry] = await stores().tills.entries(session.id);
    const undo = { entryId: entry?.id ?? '', sessionId: session.id, actor, slipNumber: '' };
    expect(await undoTaking(deps, undo)).toEqual({ taken: true });
    const again = await stores().charges.findByApplication(applicationId);
    expect(again).toMatchObject({ kind: 'counter', state: 'open', yen: 1500 });
    expect(await take(again?.id ?? '', session.id)).toEqual({ taken: true });
    const large = await owed(20_000);
    const tender = { method: 'cash', tenderedYen: 20_000 } as const;
    await take(large.chargeId, session.id, { tender });
    const entries = await stores().tills.entries(session.id);
    const entryId = entries.find(({ yen }) => yen === 20_000)?.id ?? '';
    expect(await undoTaking(deps, { ...undo, entryId })).toMatchObject({ why: 'needs_approval' });
  });
});
