import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { DATABASES, useDatabase } from './each-database.ts';
import { minutesLater, NOW, sampleCharge, sampleDraft, sampleSubmission } from './samples.ts';

const WIDE = { from: new Date(0), to: minutesLater(1e6), limit: 100 };
const staff = { actor: 'staff:a', at: NOW };

describe.each(DATABASES)('hand-over on %s', (dialect) => {
  const database = useDatabase(dialect);

  async function submitted(receivedAt: Date | null, withCharge = false) {
    const { drafts, applications } = database().stores;
    const draft = sampleDraft();
    await drafts.create(draft);
    const submission = sampleSubmission({
      application: { id: draft.id, ...(receivedAt && { receivedAt }) },
      ...(withCharge && { charge: sampleCharge() }),
    });
    expect((await applications.submit(submission)).result).toBe('submitted');
    return draft.id;
  }

  it('scans received cases page by page in the order of their receipt, none twice, none missing', async () => {
    const { handOver } = database().stores;
    const same = await Promise.all(Array.from({ length: 7 }, () => submitted(NOW)));
    const later = await submitted(minutesLater(5));
    await submitted(null, true);
    const seen: string[] = [];
    for (let after: Awaited<ReturnType<typeof handOver.scan>>[number] | undefined; ; ) {
      const page = await handOver.scan({ ...WIDE, limit: 3, ...(after && { after }) });
      seen.push(...page.map(({ id }) => id));
      after = page.at(-1);
      if (page.length === 0) break;
    }
    expect(seen).toEqual([...same.sort(), later]);
    const before = await handOver.scan({ ...WIDE, to: minutesLater(5) });
    expect(before.map(({ id }) => id)).not.toContain(later);
    const read = await handOver.read([later, randomUUID(), same[0] as string]);
    expect(read.map(({ application }) => application.id)).toEqual([later, same[0]]);
    expect(read[0]?.events.map(({ type }) => type)).toEqual(['received']);
    expect(await handOver.versions([later])).toEqual(new Map([[later, 1]]));
  });

  it('gives the changes of cases in the order of the log, again and again from any cursor', async () => {
    const { handOver, audit } = database().stores;
    const { next: start } = await handOver.changes(0, 10_000);
    const first = await submitted(NOW);
    await audit.append({ ...staff, action: 'case.viewed', subject: first, detail: {} });
    const second = await submitted(null, true);
    const page = await handOver.changes(start, 1);
    expect(page.changes.map((one) => [one.applicationId, one.change])).toEqual([
      [first, 'submitted'],
    ]);
    expect(page.more).toBe(true);
    const rest = await handOver.changes(page.next, 100);
    expect(rest.changes.map(({ applicationId }) => applicationId)).toEqual([second]);
    expect(rest.more).toBe(false);
    const nothing = await handOver.changes(rest.next, 100);
    expect(nothing).toEqual({ changes: [], next: rest.next, more: false });
    expect(await handOver.changes(start, 1)).toEqual(page);
    expect((await handOver.changes(rest.next + 999, 5)).next).toBe(rest.next + 999);
  });

  it('remembers the newest version that a system has; the same again is the same again', async () => {
    const { handOver } = database().stores;
    const id = await submitted(NOW);
    const by = { actor: 'api:x', at: NOW, logged: true };
    const one = { applicationId: id, version: 2, reference: 'K-1' };
    const [first] = await handOver.acknowledge('x', [one], by);
    expect(first).toEqual({ ...one, at: NOW });
    const again = { ...by, at: minutesLater(9) };
    expect(await handOver.acknowledge('x', [one], again)).toEqual([first]);
    const older = { applicationId: id, version: 1, reference: null };
    expect(await handOver.acknowledge('x', [older], again)).toEqual([first]);
    const newer = { applicationId: id, version: 3, reference: null };
    expect(await handOver.acknowledge('x', [newer], again)).toEqual([
      { ...newer, reference: 'K-1', at: minutesLater(9) },
    ]);
    expect(await handOver.acknowledged('y', [id])).toEqual(new Map());
  });

  it('finds a token by its hash, ends it once, and remembers its use once a minute', async () => {
    const { apiTokens } = database().stores;
    const id = randomUUID();
    const token = { id, name: 'RPA', section: 'child', procedures: ['a'], endsAt: minutesLater(9) };
    expect(await apiTokens.add(token, 'hash', staff)).toBe(true);
    expect(await apiTokens.add(token, 'other', staff)).toBe(false);
    const found = await apiTokens.findByHash('hash');
    expect(found).toEqual({ ...token, createdAt: NOW, revokedAt: null, lastUsedAt: null });
    expect(await apiTokens.findByHash('other')).toBeUndefined();
    if (!found) return;
    await apiTokens.touch(found, NOW);
    await apiTokens.touch({ ...found, lastUsedAt: NOW }, new Date(NOW.getTime() + 59_000));
    expect((await apiTokens.list())[0]?.lastUsedAt).toEqual(NOW);
    expect(await apiTokens.revoke(id, staff)).toBe(true);
    expect(await apiTokens.revoke(id, staff)).toBe(false);
    expect((await apiTokens.findByHash('hash'))?.revokedAt).toEqual(NOW);
  });
});
