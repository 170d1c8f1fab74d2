import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOCALES } from '../../../server/domain/procedures/locale.ts';
import { builderOf, shippedSources } from '../../support/builder-drafts.ts';
import { unescaped } from '../../support/injected-resident.ts';
import { type OfficeApp, officeApp } from '../../support/office-app.ts';

let site: OfficeApp;
let admin: Awaited<ReturnType<OfficeApp['member']>>;
let draftOf: ReturnType<typeof builderOf>['draftOf'];

beforeAll(async () => {
  site = await officeApp();
  admin = await site.member({ role: 'procedure_admin' });
  ({ draftOf } = builderOf(site, admin));
});
afterAll(() => site.close());

async function mailsOf(id: string, locale = 'ja', change = (text: string) => text) {
  const files = shippedSources(id);
  const definition = change(String(files['definition.yaml']));
  const { home } = await draftOf(id, { ...files, 'definition.yaml': definition });
  const page = await admin.browser.get(`${home}/preview/${locale}/done/mails`);
  expect(page.statusCode).toBe(200);
  return unescaped(page.body);
}

const idsIn = (body: string) => [...body.matchAll(/<h2 id="mail-(\w+)"/g)].map(([, id]) => id);

describe('the mails in the preview', () => {
  it('are the ones of every stage, with their own words, and none is sent', async () => {
    const { stores, clock } = site.services;
    const before = await stores.outbox.due(clock.now(), 50);
    const body = await mailsOf('care-home-modification');
    expect(idsIn(body)).toEqual([
      'received',
      'returned',
      'resubmitted',
      'approved',
      'phase_submitted',
      'granted',
      'refused',
      'reminder',
      'message',
      'withdrawn',
    ]);
    expect(body).toContain('今日は、工事が終わる予定の日です');
    expect(body).toContain('申請に、直していただきたいところがあります');
    expect(body).toContain('0000-0000-0000');
    expect(await stores.outbox.due(clock.now(), 50)).toEqual(before);
  });

  it('tell of the money where there is any', async () => {
    const dog = await mailsOf('dog-registration');
    expect(idsIn(dog).slice(0, 1)).toEqual(['paid']);
    expect(dog).toContain('お支払いを確認しました');
    expect(dog).toMatch(/お支払い：[\d,]+円/);
    expect(idsIn(await mailsOf('residence-certificate'))).toEqual(
      expect.arrayContaining(['fee_fixed', 'paid', 'unpaid']),
    );
    expect(idsIn(await mailsOf('after-school-club'))).toContain('bill_made');
  });

  it('speak the language that is looked at, whichever the trial was begun in', async () => {
    const { home } = await draftOf('absentee-ballot');
    for (const locale of LOCALES) {
      const words = site.services.words(locale);
      const page = await admin.browser.get(`${home}/preview/${locale}/done/mails`);
      const body = unescaped(page.body);
      expect(body).toContain(words.plain('mail:case_subject.received'));
      expect(body).toContain(words.plain('mail:case_subject.reminder'));
    }
  });

  it('of a sealed case are one', async () => {
    expect(idsIn(await mailsOf('dv-consultation'))).toEqual(['received']);
  });

  it('are none where no address is asked for, and the page says so', async () => {
    const body = await mailsOf('dog-registration', 'ja', (text) =>
      text.replaceAll('type: email', 'type: text'),
    );
    expect(body).toContain('メールアドレスを聞きません');
    expect(idsIn(body)).toEqual([]);
  });

  it('tell who waits for a seat, and who gets it', async () => {
    expect(idsIn(await mailsOf('event-application'))).toEqual(
      expect.arrayContaining(['waitlisted', 'seat_given']),
    );
  });

  it('begin with the link back into a form that was put off, in each language', async () => {
    for (const locale of LOCALES) {
      const body = await mailsOf('dog-death', locale);
      expect(body).toContain('id="once-saved"');
      expect(body).toContain(site.services.words(locale).plain('mail:resume_subject'));
      expect(body).toMatch(new RegExp(`/${locale}/resume/[^<]*mihon`));
    }
  });
});

describe('notices by LINE in the preview', () => {
  const before = { line: null as unknown };
  beforeAll(() => {
    const { config } = site.services as { config: { line: unknown } };
    before.line = config.line;
    config.line = { token: 't', secret: 's', botId: '@mihon', apiBase: 'https://line.example' };
  });
  afterAll(() => {
    (site.services as { config: { line: unknown } }).config.line = before.line;
  });
  const toldAt = (body: string) =>
    [...body.matchAll(/<section[^>]*aria-labelledby="([\w-]+)">((?:(?!<\/section>)[\s\S])*)/g)]
      .filter(([, , text]) => text?.includes('<h3>LINE</h3>'))
      .map(([, id]) => id);

  it('are those of the steps that LINE follows: not of the sending, not of money', async () => {
    const body = await mailsOf('residence-certificate');
    expect(toldAt(body)).toEqual(
      expect.arrayContaining(['once-line', 'once-line-wrong', 'mail-returned', 'mail-fee_fixed']),
    );
    expect(toldAt(body)).not.toContain('mail-received');
    expect(toldAt(body)).not.toContain('mail-paid');
    expect(toldAt(body)).not.toContain('mail-refund_given');
    expect(body).toContain('（ここに返事を書いても、市役所には届きません。）');
  });

  it('go on for a sealed case, whose address nobody knows any more', async () => {
    const body = await mailsOf('dv-consultation', 'en');
    expect(idsIn(body)).toEqual(['received']);
    expect(toldAt(body)).toEqual(expect.arrayContaining(['line-message', 'line-completed']));
    expect(body).toContain(site.services.words('en').plain('mail:case_subject.message'));
  });
});
