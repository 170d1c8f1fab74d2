import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Application } from '../../server/domain/applications/application.ts';
import type { NoticeEvent } from '../../server/domain/notifications/case-notice.ts';
import type { Locale } from '../../server/domain/procedures/locale.ts';
import { caseMails } from '../../server/integrations/mail/case-mails.ts';
import { type ApplyApp, applyApp } from '../support/apply-app.ts';
import { sampleApplication } from '../support/fake-charge-store.ts';
import { procedureOf } from '../support/sample-town.ts';

let site: ApplyApp;
beforeAll(async () => {
  site = await applyApp();
});
afterAll(() => site.close());

const EVENTS: readonly NoticeEvent[] = [
  'received',
  'prepared',
  'returned',
  'resubmitted',
  'fee_fixed',
  'fee_expired',
  'approved',
  'phase_submitted',
  'granted',
  'refused',
  'completed',
  'withdrawn',
  'reminder',
];

function mailOf(id: string, event: NoticeEvent, locale: Locale, answers: Application['answers']) {
  const procedure = procedureOf(site.services.library, id);
  const application = { ...sampleApplication, locale, answers };
  return caseMails(site.services, { procedure, application }, { event });
}

const ANSWERS = {
  applicant_name: { family: '見本', given: '花子', family_kana: 'ミホン', given_kana: 'ハナコ' },
  applicant_email: 'hanako@example.jp',
};

describe('the mail of a step', () => {
  it.each(EVENTS)('%s: number and title, no name, a link to the status page', (event) => {
    for (const locale of ['ja', 'ja-easy', 'en'] as const) {
      const [mail] = mailOf('residence-certificate', event, locale, ANSWERS);
      expect(mail).toMatchObject({ to: 'hanako@example.jp', locale });
      expect(mail?.body).toContain(sampleApplication.number);
      expect(mail?.body).toContain(`/${locale}/status`);
      expect(`${mail?.subject}${mail?.body}`).not.toMatch(/花子|ハナコ|[{}|]|undefined/);
    }
  });

  it('carries what the definition says besides', () => {
    const [mail] = mailOf('residence-certificate', 'completed', 'ja', ANSWERS);
    expect(mail?.body).toContain('証明書を郵便で送りました。');
  });

  it('goes to whoever acts where the applicant gave no address, and to nobody without any', () => {
    expect(mailOf('care-home-modification', 'granted', 'ja', {})).toEqual([]);
    const [mail] = mailOf('care-home-modification', 'granted', 'ja', {
      agent_email: 'agent@example.jp',
    });
    expect(mail?.to).toBe('agent@example.jp');
  });

  it.each([
    ['residence-certificate', '見本市長に審査請求', '決定を知った日の翌日から6か月以内'],
    [
      'care-home-modification',
      '見本県介護保険審査会に審査請求',
      '裁決を知った日の翌日から6か月以内',
    ],
  ])('a refusal of %s says to whom and how long one may appeal', (id, to, lawsuit) => {
    const answers = { applicant_email: 'a@example.jp', agent_email: 'a@example.jp' };
    const [mail] = mailOf(id, 'refused', 'ja', answers);
    expect(mail?.body).toContain(to);
    expect(mail?.body).toContain('3か月以内');
    expect(mail?.body).toContain(lawsuit);
  });

  it('says nothing of an appeal where nothing was decided against somebody', () => {
    const [mail] = mailOf('residence-certificate', 'completed', 'ja', ANSWERS);
    expect(mail?.body).not.toContain('審査請求');
  });
});
