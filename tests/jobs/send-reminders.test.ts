import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendReminders } from '../../server/jobs/send-reminders.ts';
import { type ApplyApp, applyApp, NOON } from '../support/apply-app.ts';
import { sentCase } from '../support/case-desk.ts';
import { copyTown, type TownCopy } from '../support/town-copy.ts';

let town: TownCopy;
let site: ApplyApp;
beforeAll(async () => {
  town = copyTown();
  // Its made-up resident is asked for an address, and for a day ten days ahead.
  town.edit('residence-certificate/definition.yaml', (text) =>
    text.replace(
      /^notices:$/m,
      'notices:\n  reminder: { of: "add_days(\'2026-12-20\', 0)", days_before: 5, text: もうすぐです。 }',
    ),
  );
  town.edit('municipality.yaml', (text) => text.replace(/^languages: .*$/m, 'languages: [ja]'));
  site = await applyApp({ env: { PROCEDURES_DIR: town.folder } });
});
afterAll(async () => {
  await site.close();
  town.remove();
});

const fail = (error: unknown) => {
  throw error;
};

describe('reminders', () => {
  it('come once, on their day, and stand on the status page as well', async () => {
    const sent = await sentCase(site, 'residence-certificate');
    const reminders = async () =>
      (await sent.mails()).filter(({ body }) => body.includes('もうすぐです。')).length;
    site.clock.set('2026-12-14T12:00:00+09:00');
    await sendReminders(site.services, fail);
    expect(await reminders()).toBe(0);
    site.clock.set('2026-12-15T00:00:00+09:00');
    await sendReminders(site.services, fail);
    await sendReminders(site.services, fail);
    expect(await reminders()).toBe(1);
    const events = await site.services.stores.applications.events(sent.applicationId);
    expect(events.map(({ type }) => type)).toEqual(['received', 'reminded']);
    site.clock.set(NOON);
  });

  it('don\u2019t come when the case is over, or its day has passed', async () => {
    const over = await sentCase(site, 'residence-certificate');
    await over.staff('take-up');
    await over.staff('identity', '--how', 'phone');
    await over.staff('complete');
    const late = await sentCase(site, 'residence-certificate');
    const before = (await late.mails()).length;
    site.clock.set('2026-12-21T00:00:00+09:00');
    await sendReminders(site.services, fail);
    expect((await late.mails()).length).toBe(before);
    expect(await site.services.stores.cases.dueReminders('2026-12-21', 10)).toEqual([]);
    site.clock.set(NOON);
  });
});
