import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { undoIssue } from '../../server/domain/counter/issue-certificate.ts';
import { serveTicket } from '../../server/domain/queue/serve-ticket.ts';
import { called, ended, missed, moved } from '../../server/domain/queue/ticket-steps.ts';
import { DATABASES, useDatabase } from './each-database.ts';

const NUMBERS = {
  residents: { first: 1, last: 400 },
  tax: { first: 401, last: 404 },
} as const;
type Queue = keyof typeof NUMBERS;

const desk = (name: string, at: Date) => ({ actor: `staff:${name}`, desk: name, at });
/** A day of its own for each case. */
let days = 0;
const freshDay = () =>
  new Date(Date.UTC(2027, 0, 1) + 86_400_000 * days++).toISOString().slice(0, 10);

describe.each(DATABASES)('番号札 (%s)', (dialect) => {
  const db = useDatabase(dialect);
  const queue = () => db().stores.queue;
  const take = (day: string, key: Queue, at: Date, id = randomUUID()) =>
    queue().take({ id, day, queue: key, locale: 'ja', numbers: NUMBERS[key], at });

  it('are numbered without a gap, called in order and each once, whatever the desks do together', async () => {
    const desks = ['窓口1番', '窓口2番', '窓口3番'];
    const acts = fc.constantFrom('take', 'take', 'call', 'call', 'move', 'miss', 'serve');
    const round = fc.array(fc.record({ act: acts, desk: fc.nat(2) }), {
      minLength: 2,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(round, { minLength: 3, maxLength: 6 }), async (rounds) => {
        const day = freshDay();
        let now = Date.parse(`${day}T00:00:00Z`);
        const calledAt = new Map<number, Set<string>>();
        const own = new Map<string, string>();
        for (const together of rounds) {
          now += 60_000;
          await Promise.all(
            together.map(async ({ act, desk: index }, place) => {
              const at = new Date(now - place * 1000);
              const name = desks[index] ?? '';
              const id = own.get(name) ?? '';
              const step = (change: Parameters<ReturnType<typeof queue>['change']>[1]) =>
                queue()
                  .change({ id, day }, change)
                  .catch(() => undefined);
              if (act === 'take') await take(day, 'residents', at);
              else if (act === 'move') await step((ticket) => moved(ticket, 'residents'));
              else if (act === 'miss') await step((ticket) => missed(ticket, at));
              else if (act === 'serve') {
                await serveTicket(queue(), { id, day, sittingId: null }, desk(name, at)).catch(
                  () => undefined,
                );
              } else {
                const ticket = await queue().callNext({
                  day,
                  queue: 'residents',
                  ...desk(name, at),
                });
                if (ticket === undefined) return;
                own.set(name, ticket.id);
                if (ticket.calls > 1) return;
                const desksOf = calledAt.get(ticket.number) ?? new Set();
                calledAt.set(ticket.number, desksOf.add(name));
              }
            }),
          );
        }
        const all = await queue().listOf(day);
        const numbers = all.map(({ number }) => number);
        // Without a gap, and who took a number first is in front.
        expect(numbers).toEqual(numbers.map((_, index) => index + 1));
        // No number for the first time at two desks.
        expect([...calledAt.values()].filter(({ size }) => size > 1)).toEqual([]);
        const waits = all.filter(({ state, calls }) => state === 'waiting' && calls === 0);
        const last = Math.max(0, ...calledAt.keys());
        expect(waits.every(({ number }) => number > last)).toBe(true);
        const held = all.filter(({ state }) => state === 'called').map((one) => one.desk);
        expect(new Set(held).size).toBe(held.length);
      }),
      { numRuns: 8 },
    );
  });

  it('go to one of two desks that call at the same moment', async () => {
    const day = freshDay();
    const at = new Date(`${day}T01:00:00Z`);
    for (let i = 0; i < 3; i++) await take(day, 'residents', at);
    const call = (name: string) => queue().callNext({ day, queue: 'residents', ...desk(name, at) });
    const found = await Promise.all(['a', 'b', 'c', 'd'].map(call));
    const numbers = found.map((one) => one?.number ?? 0).sort();
    expect(numbers).toEqual([0, 1, 2, 3]);
    // The same button twice calls nobody over the head of who is on the way.
    expect((await call('a'))?.number).toBe(found[0]?.number);
  });

  it('keep their place when moved, leave no gap, and end when the numbers do', async () => {
    const day = freshDay();
    const at = (minute: number) => new Date(Date.parse(`${day}T01:00:00Z`) + minute * 60_000);
    const first = await take(day, 'residents', at(0));
    await take(day, 'tax', at(1));
    await queue().change({ id: first?.id ?? '', day }, (one) => moved(one, 'tax'));
    // The number went with it: the next one is new, and clocks that differ change no order.
    const second = await take(day, 'residents', at(-5));
    expect(second).toMatchObject({ number: 2, takenAt: at(0) });
    const next = await queue().callNext({ day, queue: 'tax', ...desk('a', at(2)) });
    expect(next).toMatchObject({ number: 1, queue: 'tax', takenAt: at(0), calls: 1 });
    for (const number of [402, 403, 404]) {
      expect(await take(day, 'tax', at(3))).toMatchObject({ number });
    }
    expect(await take(day, 'tax', at(4))).toBeUndefined();
    const other = queue().change({ id: first?.id ?? '', day: '2020-01-01' }, (one) =>
      missed(one, at(5)),
    );
    await expect(other).rejects.toMatchObject({ code: 'page_not_found' });
  });

  it('measure from taking the number to the desk, without who came back late', async () => {
    const day = freshDay();
    const at = (minute: number) => new Date(Date.parse(`${day}T01:00:00Z`) + minute * 60_000);
    const visit = async (taken: number, reached: number, givenUp?: number) => {
      const ticket = await take(day, 'residents', at(taken));
      const id = ticket?.id ?? '';
      const call = (minute: number) => ({ day, queue: 'residents', ...desk('a', at(minute)) });
      await queue().callNext(call(reached));
      if (givenUp !== undefined) {
        await queue().change({ id, day }, (one) => missed(one, at(givenUp)));
        await queue().change({ id, day }, (one) => called(one, desk('a', at(reached))));
      }
      await serveTicket(queue(), { id, day, sittingId: null }, desk('a', at(reached)));
      await queue().change({ id, day }, (one) => ended(one, at(reached + 5)));
    };
    await visit(0, 12);
    await visit(13, 25.9);
    await visit(26, 90, 30);
    const waits = await queue().waits(day, day);
    expect(waits.map(({ minutes }) => minutes)).toEqual([12, 12]);
    expect(await queue().waitCounts(day, day)).toEqual([
      { month: day.slice(0, 7), queue: 'residents', minutes: 12, tickets: 2 },
    ]);
  });

  it('count certificates once, without those taken back by who entered them on that day', async () => {
    const { issues } = db().stores;
    const at = new Date('2027-03-31T14:59:00Z');
    const issue = (change: object = {}) => ({
      id: randomUUID(),
      kind: 'residence',
      copies: 2,
      section: 'residents',
      sittingId: null,
      staffLogin: 'madoguchi',
      at,
      undoneAt: null,
      ...change,
    });
    const [kept, mistake] = [issue(), issue({ copies: 5 })];
    for (const one of [kept, kept, mistake, issue({ kind: 'seal', copies: 1 })])
      await issues.add(one);
    await issues.add(issue({ at: new Date('2027-03-31T15:00:00Z'), copies: 7 }));
    const undo = (staffLogin: string, now: Date) =>
      undoIssue(issues, { id: mistake.id, staffLogin, now });
    await expect(undo('other', at)).rejects.toMatchObject({ code: 'transition_not_allowed' });
    const nextDay = new Date('2027-03-31T15:00:00Z');
    await expect(undo('madoguchi', nextDay)).rejects.toMatchObject({
      code: 'transition_not_allowed',
    });
    await undo('madoguchi', at);
    await expect(undo('madoguchi', at)).rejects.toMatchObject({ code: 'transition_not_allowed' });
    expect(await issues.counts('2026-04-01', '2027-03-31')).toEqual([
      { month: '2027-03', kind: 'residence', copies: 2 },
      { month: '2027-03', kind: 'seal', copies: 1 },
    ]);
    expect(await issues.counts('2027-04-01', '2027-04-01')).toMatchObject([{ copies: 7 }]);
  });
});
