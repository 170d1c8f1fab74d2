import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { TaskState } from '../../server/domain/counter/sitting.ts';
import { hashSecret } from '../../server/lib/secret-hash.ts';
import { DATABASES, useDatabase } from './each-database.ts';

/** The last minutes of October in Tokyo. */
const OPENED = new Date('2026-10-31T14:50:00Z');
const minutesAfter = (minutes: number) => new Date(OPENED.getTime() + minutes * 60_000);

describe.each(DATABASES)('figures of the counter (%s)', (dialect) => {
  const db = useDatabase(dialect);

  async function sitting(openedAt: Date) {
    const id = randomUUID();
    const by = { staffLogin: 'madoguchi', openedBy: 'staff:madoguchi', section: 'residents' };
    const { sittings } = db().stores;
    await sittings.open({
      id,
      sessionHash: hashSecret(id),
      deviceId: null,
      locale: 'vi',
      openedAt,
      ...by,
    });
    return { id, sittings };
  }

  it('are those of sittings that are over, by their month in Tokyo, after everything of them was wiped', async () => {
    const { id, sittings } = await sitting(OPENED);
    const task = (procedureId: string, state: TaskState) => ({
      id: randomUUID(),
      position: 1,
      procedureId,
      state,
      draftId: null,
      applicationId: null,
      typedValues: 3,
      carriedValues: 7,
      paperValues: 12,
    });
    const read = { action: 'sitting.card_read', actor: 'reader:x', detail: { kind: 'x' } } as const;
    for (const again of [1, 2]) {
      await sittings.change({ id, now: minutesAfter(again) }, () => ({ audit: read }));
    }
    await sittings.change({ id, now: minutesAfter(3) }, () => ({
      sitting: { bundle: 'moving-in' },
      tasks: [task('dog-registration', 'sent'), task('water-service', 'to_do')],
    }));
    await sitting(minutesAfter(4));
    const open = await db().stores.counterFigures.tallies('2026-10-01', '2026-10-31');
    expect(open).toEqual({ sittings: [], sent: [], channels: [] });
    await sittings.close({ id, for: 'done', actor: 'staff:madoguchi', now: minutesAfter(20) });
    expect(await db().stores.counterFigures.tallies('2026-10-01', '2026-10-31')).toEqual({
      sittings: [
        {
          month: '2026-10',
          bundle: 'moving-in',
          locale: 'vi',
          closedFor: 'done',
          sittings: 1,
          minutes: 20,
        },
      ],
      sent: [
        {
          month: '2026-10',
          bundle: 'moving-in',
          procedureId: 'dog-registration',
          sent: 1,
          typedValues: 3,
          carriedValues: 7,
          paperValues: 12,
        },
      ],
      channels: [{ month: '2026-10', channel: 'card', sittings: 1 }],
    });
    const november = await db().stores.counterFigures.tallies('2026-11-01', '2026-11-30');
    expect(november.sittings).toEqual([]);
  });
});
