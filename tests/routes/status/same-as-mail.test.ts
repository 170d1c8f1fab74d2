import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendReminders } from '../../../server/jobs/send-reminders.ts';
import { hashSecret } from '../../../server/lib/secret-hash.ts';
import { type ApplyApp, applyApp, NOON } from '../../support/apply-app.ts';
import { sentCase } from '../../support/case-desk.ts';
import { copyTown, type TownCopy } from '../../support/town-copy.ts';

const OWN = ['received', 'returned', 'refused', 'completed'].map(
  (event) => `  ${event}: { text: 言葉-${event} }`,
);
const REMINDER = `  reminder: { of: "add_days('2026-12-20', 0)", days_before: 5, text: 言葉-reminder }`;

let town: TownCopy;
let site: ApplyApp;
beforeAll(async () => {
  town = copyTown();
  town.edit('residence-certificate/definition.yaml', (text) =>
    text
      .replace(/^notices:\n( {2}.*\n)+/m, `notices:\n${OWN.join('\n')}\n${REMINDER}\n`)
      .replace(/^minutes:/m, 'submission: prepare_only\nminutes:'),
  );
  town.edit('municipality.yaml', (text) => text.replace(/^languages: .*$/m, 'languages: [ja]'));
  site = await applyApp({ env: { PROCEDURES_DIR: town.folder } });
});
afterAll(async () => {
  await site.close();
  town.remove();
});

type Sent = Awaited<ReturnType<typeof sentCase>>;
type Step = readonly string[] | 'remind';

const said = (text: string) => [...new Set(text.match(/言葉-[a-z]+/g) ?? [])].toSorted();

async function take(sent: Sent, step: Step) {
  if (step !== 'remind') return sent.staff(...(step as [string, ...string[]]));
  site.clock.set('2026-12-15T12:00:00+09:00');
  await sendReminders(site.services, (error) => {
    throw error;
  });
}

const RETURN = ['return', '--about', 'fields.applicant_name', '--reason', 'wrong'];

describe('the status page', () => {
  it.each<[string, readonly Step[], readonly string[]]>([
    ['brought', [['brought']], ['received']],
    ['taken up', [['brought'], ['take-up']], ['received']],
    ['returned', [['brought'], ['take-up'], RETURN], ['received', 'returned']],
    ['refused', [['brought'], ['take-up'], ['refuse', '--text', '理由']], ['received', 'refused']],
    ['reminded', [['brought'], 'remind'], ['received', 'reminder']],
    [
      'completed',
      [['brought'], 'remind', ['take-up'], ['identity', '--how', 'counter'], ['complete']],
      ['completed', 'received', 'reminder'],
    ],
  ])(
    'of a case that was %s says what its mails said, to whoever lost them',
    async (_, steps, own) => {
      const sent = await sentCase(site, 'residence-certificate');
      for (const step of steps) await take(sent, step);
      const mails = (await sent.mails()).filter(({ id }) => id.includes(sent.applicationId));
      const expected = own.map((event) => `言葉-${event}`);
      expect(said(mails.map(({ body }) => body).join())).toEqual(expected);
      const grant = {
        sessionHash: hashSecret(sent.resident.cookies['madoguchi'] ?? ''),
        applicationId: sent.applicationId,
        expiresAt: new Date('2027-12-31'),
      };
      await site.services.stores.applications.grant(grant);
      const { body, statusCode } = await sent.resident.get(sent.status);
      expect(statusCode).toBe(200);
      expect(said(body)).toEqual(expected);
      site.clock.set(NOON);
    },
  );
});
