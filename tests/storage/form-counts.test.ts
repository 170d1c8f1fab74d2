import { describe, expect, it } from 'vitest';
import { decideApplication } from '../../server/domain/cases/decide-application.ts';
import { takeUpApplication } from '../../server/domain/cases/take-up-application.ts';
import { followApplications } from '../../server/domain/inbox/follow-applications.ts';
import { fixedClock } from '../../server/lib/clock.ts';
import { loadSampleTown, procedureOf } from '../support/sample-town.ts';
import { DATABASES, useDatabase } from './each-database.ts';
import { minutesLater, NOW, sampleDraft, sampleSubmission } from './samples.ts';

const ID = 'dog-death';
const DAY = 24 * 60;

describe.each(DATABASES)('counts of forms (%s)', (dialect) => {
  const db = useDatabase(dialect);

  it('are added up, and read by procedure and month', async () => {
    const { formCounts } = db().stores;
    const one = { month: '2026-11', procedureId: ID, measure: 'sent', key: '', slice: '' } as const;
    await formCounts.add([{ ...one, count: 2 }]);
    await formCounts.add([
      { ...one, count: 3 },
      { ...one, slice: 'source:poster', count: 1 },
      { ...one, month: '2026-12', count: 7 },
      { ...one, procedureId: 'other', count: 9 },
    ]);
    const rows = await formCounts.read(ID, '2025-12', '2026-11');
    expect(rows.map(({ slice, count }) => [slice, count]).sort()).toEqual([
      ['', 5],
      ['source:poster', 1],
    ]);
  });

  it('know how a form was begun, when its draft is long gone', async () => {
    const { drafts, formCounts } = db().stores;
    const [poster, plain] = [sampleDraft({ locale: 'vi' }), sampleDraft()];
    await drafts.create(poster, { source: 'poster', device: 'phone' });
    await drafts.create(plain);
    await drafts.remove(poster.id);
    const found = await formCounts.entered([poster.id, plain.id, 'nobody']);
    const about = { procedureId: poster.procedureId };
    expect(found.toSorted((a) => (a.id === poster.id ? -1 : 1))).toEqual([
      { ...about, id: poster.id, locale: 'vi', source: 'poster', device: 'phone' },
      { ...about, id: plain.id, locale: 'ja', source: null, device: null },
    ]);
  });

  it('tell how long a decision took, of what was decided', async () => {
    const { stores } = db();
    const procedure = procedureOf(await loadSampleTown(), ID);
    const own = { procedureId: ID, version: procedure.version };
    const by = 'staff:a' as const;
    const send = async () => {
      const submission = sampleSubmission({ application: own });
      await stores.applications.submit(submission);
      return submission.application.id;
    };
    const [decided] = [await send(), await send()];
    const later = fixedClock(minutesLater(3 * DAY));
    await takeUpApplication(stores, later, { applicationId: decided, by });
    await decideApplication(stores, later, {
      ...{ procedure, applicationId: decided, by, decision: 'completed' },
    });
    await followApplications({ stores, clock: later, procedureVersion: async () => procedure });
    expect(await stores.formCounts.decisionTimes(ID, 10)).toEqual([
      minutesLater(3 * DAY).getTime() - NOW.getTime(),
    ]);
  });
});
