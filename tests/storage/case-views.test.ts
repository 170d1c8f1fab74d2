import { describe, expect, it } from 'vitest';
import { DATABASES, useDatabase } from './each-database.ts';
import { minutesLater, NOW, sampleSubmission } from './samples.ts';

describe.each(DATABASES)('who looked at a case on %s', (dialect) => {
  const database = useDatabase(dialect);

  it('is known by the last time of each person and way, and each time is in the log', async () => {
    const { stores } = database();
    const submission = sampleSubmission();
    await stores.applications.submit(submission);
    const applicationId = submission.application.id;
    const look = (staffId: string, minutes: number, action: 'case.viewed' | 'case.printed') =>
      stores.caseViews.note({
        applicationId,
        staffId,
        actor: `staff:${staffId}`,
        action,
        at: minutesLater(minutes),
      });
    await look('a', 0, 'case.viewed');
    await look('b', 1, 'case.viewed');
    await look('a', 2, 'case.viewed');
    await look('a', 3, 'case.printed');
    const views = await stores.caseViews.list(applicationId);
    expect(views.map(({ staffId, action, at }) => [staffId, action, at])).toEqual([
      ['a', 'case.printed', minutesLater(3)],
      ['a', 'case.viewed', minutesLater(2)],
      ['b', 'case.viewed', minutesLater(1)],
    ]);
    const actions = { any: ['case.%'], none: [] };
    const { entries } = await stores.audit.page({ about: [applicationId], actions }, null, 9);
    expect(entries).toHaveLength(4);
    expect((await stores.audit.verify()).brokenAt).toBeNull();
    // They are no notes.
    const note = { id: applicationId, applicationId, staffId: 'a', at: NOW, text: 'メモ' };
    await stores.staffNotes.add(note, 'staff:a');
    expect(await stores.staffNotes.list(applicationId)).toEqual([note]);
    expect(await stores.caseViews.list(applicationId)).toHaveLength(3);
  });
});
