import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkIdentity } from '../../server/domain/cases/check-identity.ts';
import { receivePreparedForm } from '../../server/domain/cases/receive-papers.ts';
import { undoStep } from '../../server/domain/cases/undo-step.ts';
import { createIndicatorFollower } from '../../server/domain/indicators/follow-indicators.ts';
import { BY_CARD, MEASURES } from '../../server/domain/indicators/indicator-count.ts';
import type { IndicatorCountStore } from '../../server/domain/indicators/indicator-count-store.ts';
import { recountIndicators } from '../../server/domain/indicators/recount-indicators.ts';
import type { Procedure } from '../../server/domain/procedures/procedure.ts';
import { createIndicatorCountStore } from '../../server/storage/indicator-count-store.ts';
import { DATABASES, type TestDatabase, useDatabase } from './each-database.ts';
import { sampleCharge, sampleDraft, sampleSubmission } from './samples.ts';

const by = 'staff:a' as const;
const procedure = {
  identity: 'L3',
  fields: new Map(),
  attachments: [],
  phases: [],
  review: { approval: false, outcomes: ['completed'] },
  fee: { when: 'with_application', lines: [], exemptProof: [] },
} as unknown as Procedure;

/** The last quarter of an hour of October, so that everything happens in two months. */
const MIDNIGHT = new Date('2026-11-01T00:00:00+09:00').getTime();

/** A town in which things happen one after the other, half a minute apart; its time never goes back. */
function scene({ stores, driver }: TestDatabase, begins: number) {
  let now = begins;
  const clock = { now: () => new Date(now) };
  const last: { prepared?: string; paying?: { id: string; charge: string }; received?: string } =
    {};
  const begin = async () => {
    const draft = sampleDraft({ startedAt: clock.now(), procedureId: 'p' });
    await stores.drafts.create(draft);
    return draft.id;
  };
  async function send(status: 'received' | 'prepared' | 'awaiting_payment') {
    const id = await begin();
    now += 5 * 60_000;
    const at = clock.now();
    const isReceived = status === 'received';
    const type = status === 'awaiting_payment' ? 'submitted' : status;
    const charge = status === 'awaiting_payment' ? sampleCharge() : null;
    const application = {
      ...{ id, procedureId: 'p', status, startedAt: new Date(now - 5 * 60_000) },
      ...{ submittedAt: at, receivedAt: isReceived ? at : null },
    };
    const events = [{ type, at, actor: 'resident', detail: {} }] as const;
    await stores.applications.submit(sampleSubmission({ application, events, charge }));
    return { id, charge: charge?.id ?? '' };
  }
  const identify = async (applicationId: string | undefined) => {
    if (applicationId === undefined) return;
    const input = { procedure, applicationId, by, how: 'counter', seen: 'my_number_card' } as const;
    await checkIdentity(stores, clock, input).catch(() => undefined);
  };
  const steps = {
    begin: async () => void (await begin()),
    send: async () => {
      last.received = (await send('received')).id;
    },
    prepare: async () => {
      last.prepared = (await send('prepared')).id;
    },
    bring: async () => {
      if (last.prepared === undefined) return;
      const input = { applicationId: last.prepared, by };
      await receivePreparedForm(stores, clock, input).catch(() => undefined);
    },
    order: async () => {
      last.paying = await send('awaiting_payment');
    },
    pay: async () => {
      const { paying } = last;
      if (paying === undefined) return;
      const event = { at: clock.now(), actor: 'provider' as const, detail: {} };
      await stores.charges.change(paying.charge, ({ charge }) =>
        charge.state === 'paid'
          ? undefined
          : {
              state: 'paid',
              events: [{ ...event, type: 'attempt_paid', attemptId: null, providerEventId: null }],
              application: {
                status: 'received',
                receivedAt: new Date(now - 60_000),
                events: [
                  { ...event, type: 'payment_completed' },
                  { ...event, type: 'received', actor: 'system' },
                ],
              },
            },
      );
    },
    identify: () => identify(last.received),
    identifyPayer: () => identify(last.paying?.id),
    undo: async () => {
      const id = last.prepared ?? last.received ?? '';
      const seq = (await stores.cases.timeline(id)).at(-1)?.seq ?? 0;
      const input = { procedure, applicationId: id, by, seq };
      await undoStep(stores, clock, input).catch(() => undefined);
    },
    issue: async () => {
      const issue = { id: randomUUID(), kind: 'seal', copies: 2, section: 's', sittingId: null };
      await stores.issues.add({ ...issue, staffLogin: 'a', at: clock.now(), undoneAt: null });
      if (now % 2 === 0) return;
      await stores.issues.undo({ id: issue.id, now: clock.now() }, () => undefined);
    },
  };
  /** Two processes, each with what it remembers; what one follows is followed. */
  const processes = [0, 1].map(() => {
    const store = createIndicatorCountStore(driver);
    return { store, ...createIndicatorFollower({ store, clock }) };
  });
  return {
    clock,
    processes,
    store: stores.indicatorCounts,
    async take(step: keyof typeof steps) {
      now += 30_001;
      await steps[step]();
    },
  };
}

type Scene = ReturnType<typeof scene>;
const STEPS = [
  ...['begin', 'send', 'prepare', 'bring', 'bring', 'undo', 'order', 'pay', 'pay'],
  ...['identify', 'identifyPayer', 'issue'],
] as Parameters<Scene['take']>[0][];

/** What chance seldom finds. */
const TAKEN_BACK: [('follow' | 'race' | (typeof STEPS)[number])[]][] = [
  [['prepare', 'bring', 'undo']],
  [['prepare', 'bring', 'race', 'undo', 'follow', 'bring']],
  [['send', 'identify', 'undo', 'identify']],
  [['order', 'identifyPayer', 'race', 'pay', 'pay']],
];

const followBoth = ({ processes }: Scene) =>
  Promise.all(processes.flatMap((one) => [one.follow(), one.follow()]));

/** Whatever is there is counted from the records, and agrees. */
async function agrees(town: Scene) {
  const { differences, compared } = await recountIndicators(town);
  expect(differences).toEqual([]);
  return compared;
}

describe.each(DATABASES)('the sums of figures (%s)', (dialect) => {
  const database = useDatabase(dialect);

  let latest = MIDNIGHT - 15 * 60_000;
  const opened = () => {
    const town = scene(database(), latest);
    latest += 4 * 3_600_000;
    return town;
  };
  const read = async (town: Scene, slice?: string) => {
    const rows = slice
      ? (await town.store.flows()).filter((one) => one.slice === slice)
      : await town.store.sums('2026-10', '2026-11', MEASURES);
    return rows.map(({ month, measure, count }) => `${month} ${measure} ${count}`).sort();
  };

  it('are what was there before, and then follow what happens, each thing once', async () => {
    const town = opened();
    await town.take('send');
    await followBoth(town);
    expect(await read(town)).toEqual([
      '2026-10 completed 1',
      '2026-10 received 1',
      '2026-10 started 1',
    ]);
    for (const step of ['order', 'identifyPayer', 'prepare', 'bring', 'issue'] as const) {
      await town.take(step);
    }
    await followBoth(town);
    await town.take('pay');
    await followBoth(town);
    expect(await read(town)).toEqual([
      '2026-10 completed 3',
      '2026-10 received 1',
      '2026-10 started 3',
      '2026-11 issued 2',
      '2026-11 received 2',
    ]);
    expect(await read(town, BY_CARD)).toEqual(['2026-11 received 1']);
    expect(await agrees(town)).toBeGreaterThan(0);
  });

  it('agree with the records whatever happens in whatever order, followed twice or late', async () => {
    const happens = fc.array(fc.constantFrom(...STEPS, 'follow', 'race'), {
      minLength: 4,
      maxLength: 14,
    });
    await fc.assert(
      fc.asyncProperty(happens, async (all) => {
        const town = opened();
        for (const step of all) {
          if (step === 'follow') await town.processes[0]?.follow();
          else if (step === 'race') await followBoth(town);
          else await town.take(step as Parameters<Scene['take']>[0]);
        }
        await followBoth(town);
        await agrees(town);
      }),
      { numRuns: dialect === 'sqlite' ? 15 : 5, examples: TAKEN_BACK },
    );
  });

  it('are looked at when something has happened, and what was entered is told with them', async () => {
    const town = opened();
    const { stores } = database();
    let looks = 0;
    const store: IndicatorCountStore = {
      ...town.store,
      follow: (now, limit) => {
        looks += 1;
        return town.store.follow(now, limit);
      },
    };
    const { follow } = createIndicatorFollower({ store, clock: town.clock });
    const settled = async () => {
      await follow();
      return follow();
    };
    const at = town.clock.now();
    const entry = { at, actor: by, action: 'case.seen', subject: 'x', detail: {} };
    const figure = { id: randomUUID(), indicator: 'classes', fiscalYear: 2026, value: 1 };
    const entered26 = { id: null, code: '1', name: '転入', section: 's', lists: [], volumes: [] };
    const texts = { legalBasis: '', onlineElsewhere: '', notOnlineReason: '', procedureIds: [] };
    const changes = {
      begun: () => town.take('begin'),
      sent: () => town.take('send'),
      entered: () => stores.typedFigures.add({ ...figure, note: '記録', by, at }),
      listed: () =>
        stores.inventory.apply(
          { changes: [{ ...entered26, ...texts }], removed: [], from: 'form' },
          { actor: by, at },
        ),
      recounted: () => recountIndicators(town),
    };
    const marks = [await settled()];
    for (const change of Object.values(changes)) {
      await change();
      marks.push(await settled());
      const looked = looks;
      expect([await follow(), looks]).toEqual([marks.at(-1), looked]);
    }
    expect(new Set(marks).size).toBe(marks.length);
    const looked = looks;
    await stores.audit.append(entry);
    expect(await follow()).toBe(marks.at(-1));
    expect(looks).toBeGreaterThan(looked);
  });

  it('are mended by the recount, which says what it found', async () => {
    const town = opened();
    await town.take('send');
    await followBoth(town);
    const { driver } = database();
    await driver.write(async ({ db, tables: { indicatorCounts: t } }) => {
      await db
        .update(t)
        .set({ count: sql`${t.count} + 7` })
        .where(eq(t.measure, 'received'));
    });
    const { differences, id } = await recountIndicators(town);
    expect(differences.length).toBeGreaterThan(0);
    for (const one of differences) expect(one.stood - one.counted).toBe(7);
    expect(await town.store.lastRecount()).toMatchObject({ id, differences });
    await agrees(town);
  });
});
