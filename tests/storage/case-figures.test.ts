import { describe, expect, it } from 'vitest';
import { followApplications } from '../../server/domain/inbox/follow-applications.ts';
import { caseMailId } from '../../server/domain/notifications/refused-mail.ts';
import { fixedClock } from '../../server/lib/clock.ts';
import { addDays, todayInTokyo } from '../../server/lib/jst-date.ts';
import { loadSampleTown, procedureOf } from '../support/sample-town.ts';
import { DATABASES, useDatabase } from './each-database.ts';
import { minutesLater, NOW, sampleSubmission } from './samples.ts';

describe.each(DATABASES)('figures of cases (%s)', (dialect) => {
  const db = useDatabase(dialect);

  it('count what waits, and nothing that is not there', async () => {
    const { stores } = db();
    const procedure = procedureOf(await loadSampleTown(), 'child-allowance');
    const { id: procedureId, version, section } = procedure;
    const read = (day = todayInTokyo(NOW)) => stores.caseFigures.read([section], day);
    expect(await read()).toMatchObject({ overdue: 0, refusedMails: 0, oldestMailDue: null });

    const received = { procedureId, version, status: 'received' as const, receivedAt: NOW };
    const submission = sampleSubmission({ application: received });
    await stores.applications.submit(submission);
    const { id } = submission.application;
    expect((await read()).logBehind).toBeGreaterThan(0);
    const clock = fixedClock(NOW);
    await followApplications({ stores, clock, procedureVersion: async () => procedure });
    const { open, logBehind } = await read();
    expect(logBehind).toBe(0);
    expect([...open].filter(([, value]) => value > 0)).toEqual([['new', 1]]);
    expect((await read(addDays(todayInTokyo(NOW), 400))).overdue).toBe(1);
    expect((await stores.caseFigures.read(['care'], '2999-01-01')).overdue).toBe(0);

    const mail = { to: 'a@example.jp', subject: 's', body: 'b', locale: 'ja' as const };
    const mailId = caseMailId(id);
    await stores.outbox.add({ ...mail, id: mailId, attempts: 0, nextAt: NOW });
    await stores.outbox.add({ ...mail, id: 'later', attempts: 0, nextAt: minutesLater(9) });
    expect(await read()).toMatchObject({ oldestMailDue: NOW });
    const before = (await read()).unsentMails;
    await stores.outbox.refuse({ id: mailId, at: NOW, reason: '550' });
    expect(await read()).toMatchObject({ refusedMails: 1, unsentMails: before - 1 });
  });
});
