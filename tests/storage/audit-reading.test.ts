import { describe, expect, it } from 'vitest';
import { ACTION_KINDS, kindOf, patternsOf } from '../../server/domain/audit/action-kinds.ts';
import type { AuditEntry, AuditFilter } from '../../server/domain/audit/audit-store.ts';
import { DATABASES, useDatabase } from './each-database.ts';

const ACTIONS = ['case.viewed', 'staff.signed_in', 'application.refused', 'access.refused'];
const START = Date.parse('2026-04-01T09:00:00+09:00');
const DAY = 86_400_000;
const CASES = ['0b6c7c1e-0000-4000-8000-000000000001', '0b6c7c1e-0000-4000-8000-000000000002'];

describe.each(DATABASES)('reading the log (%s)', (dialect) => {
  const db = useDatabase(dialect);
  const audit = () => db().stores.audit;
  const all: Omit<AuditEntry, 'hash'>[] = [];

  it('takes entries in any order of time', async () => {
    for (let n = 0; n < 400; n += 1) {
      const at = new Date(START + ((n * 37) % 100) * DAY);
      const entry: Omit<AuditEntry, 'seq' | 'hash'> = {
        at,
        actor: n % 3 === 0 ? 'staff:a' : 'staff:b',
        action: ACTIONS[n % ACTIONS.length] ?? '',
        subject: n % 5 === 0 ? (CASES[0] ?? '') : 'other',
        detail: n % 7 === 0 ? { ids: CASES.join(',') } : {},
      };
      await audit().append(entry);
      all.push({ seq: n + 1, ...entry });
    }
  });

  const FILTERS: Readonly<Record<string, AuditFilter>> = {
    everything: {},
    'a period': { from: new Date(START + 20 * DAY), to: new Date(START + 30 * DAY) },
    'one person': { actor: 'staff:a' },
    'one case, also where it is only named': { about: [CASES[1] ?? ''] },
    'nothing known': { about: [] },
    reading: { actions: patternsOf('read') },
    refusals: { actions: patternsOf('refused') },
    'all at once': {
      from: new Date(START + 10 * DAY),
      actor: 'staff:b',
      about: [CASES[0] ?? ''],
      actions: patternsOf('changed'),
    },
  };

  /** The same, by looking at each. */
  function expected({ from, to, actor, about, actions }: AuditFilter): number[] {
    const kind = ACTION_KINDS.find((name) => patternsOf(name).any.join() === actions?.any.join());
    return all
      .filter(
        (entry) =>
          (!from || entry.at >= from) &&
          (!to || entry.at < to) &&
          (!actor || entry.actor === actor) &&
          (!kind || kindOf(entry.action) === kind) &&
          (!about ||
            about.some((id) => entry.subject === id || JSON.stringify(entry.detail).includes(id))),
      )
      .map(({ seq }) => seq);
  }

  it.each(Object.entries(FILTERS))('gives %s, page by page and in portions', async (_, filter) => {
    const seen: number[] = [];
    for (let before: number | null = null, more = true; more; ) {
      const page = await audit().page(filter, before, 7);
      seen.push(...page.entries.map(({ seq }) => seq));
      expect(page.entries.length).toBeLessThanOrEqual(7);
      before = page.next;
      more = before !== null;
    }
    expect(seen).toEqual(expected(filter).reverse());
    const portions: number[] = [];
    for await (const entries of audit().portions(filter)) {
      portions.push(...entries.map(({ seq }) => seq));
    }
    expect(portions).toEqual(expected(filter));
  });

  it('knows when each person last did something', async () => {
    const since = new Date(START + 50 * DAY);
    const times = await audit().lastTimes(['staff.signed_in'], since);
    const own = all.filter(({ action, at }) => action === 'staff.signed_in' && at >= since);
    const last = (actor: string) =>
      Math.max(...own.filter((entry) => entry.actor === actor).map(({ at }) => at.getTime()));
    expect(times.get('staff:a')?.getTime()).toBe(last('staff:a'));
    expect(times.get('staff:b')?.getTime()).toBe(last('staff:b'));
    expect((await audit().lastTimes(['staff.signed_in'], new Date(START + 200 * DAY))).size).toBe(
      0,
    );
  });

  it('stops when it has looked through enough, and goes on from there', async () => {
    const { driver } = db();
    const more = 20_000;
    await driver.write(async ({ db: builder, tables: { auditEntries, auditHead } }) => {
      const row = {
        actor: 'system',
        action: 'x',
        subject: 'x',
        detail: '{}',
        keyId: 'k1',
        hash: '',
      };
      const rows = Array.from({ length: more }, (_, n) => ({
        ...row,
        seq: 401 + n,
        at: START + 300 * DAY + n,
      }));
      for (let n = 0; n < more; n += 1000) {
        await builder.insert(auditEntries).values(rows.slice(n, n + 1000));
      }
      await builder.update(auditHead).set({ seq: 400 + more });
    });
    const filter = { actor: 'staff:a' };
    const first = await audit().page(filter, null, 10, 1);
    expect(first).toMatchObject({ entries: [], stopped: true });
    const found: number[] = [];
    let asked = 0;
    for (let before: number | null = null, next = true; next; asked += 1) {
      const page = await audit().page(filter, before, 100, 1);
      found.push(...page.entries.map(({ seq }) => seq));
      before = page.next;
      next = before !== null;
    }
    expect(found).toEqual(expected(filter).reverse());
    expect(asked).toBeGreaterThan(3);
    // A period leads past whole blocks without looking through them, also from what is remembered.
    for (const _ of ['cold', 'warm']) {
      const old = { from: new Date(START), to: new Date(START + 100 * DAY) };
      const { entries } = await audit().page(old, null, 1000, 1);
      expect(entries).toHaveLength(400);
    }
    const late = { from: new Date(START + 300 * DAY + more - 5) };
    expect((await audit().page(late, null, 10)).entries).toHaveLength(5);
  });

  it('is the same kind for the store and for the page', () => {
    expect(kindOf('application.refused')).toBe('changed');
    expect(kindOf('access.refused')).toBe('refused');
    expect(kindOf('application.individual_numbers_opened')).toBe('read');
    expect(kindOf('staff.passphrase_set')).toBe('accounts');
  });
});
