import { describe, expect, it } from 'vitest';
import type {
  Application,
  ApplicationEvent,
} from '../../../server/domain/applications/application.ts';
import type { Booking } from '../../../server/domain/bookings/booking-store.ts';
import type { Charge } from '../../../server/domain/payments/payment.ts';
import { doneView } from '../../../server/routes/apply/done-view.ts';
import { statusFormView } from '../../../server/routes/status/status-form-view.ts';
import { statusLinkView } from '../../../server/routes/status/status-link-view.ts';
import { statusView } from '../../../server/routes/status/status-view.ts';
import { withdrawView } from '../../../server/routes/status/withdraw-view.ts';
import { invalidHtml } from '../../support/html-source.ts';
import { LOCALES, procedureOf, render, resources, shared, words } from '../apply/view-scene.ts';

const procedure = procedureOf('facility-booking');
const at = new Date('2026-11-21T01:00:00Z');
const application: Application = {
  id: 'a1',
  number: '2611-4821-9035',
  procedureId: procedure.id,
  version: procedure.version,
  countsAs: [],
  channel: 'online',
  locale: 'ja',
  status: 'received',
  answers: {},
  feeYen: 3600,
  startedAt: at,
  submittedAt: at,
  receivedAt: at,
  closedAt: null,
};
const waiting: Application = { ...application, status: 'awaiting_payment', receivedAt: null };
const event = (type: ApplicationEvent['type'], minutes = 0): ApplicationEvent => ({
  seq: minutes,
  type,
  at: new Date(at.getTime() + minutes * 60_000),
  actor: 'system',
  detail: {},
});
const charge: Charge = {
  id: 'c1',
  applicationId: 'a1',
  billId: null,
  kind: 'fee',
  yen: 3600,
  lines: [],
  state: 'open',
  refundYen: 0,
  payBy: new Date('2026-11-24T14:59:59Z'),
  method: null,
  createdAt: at,
  paidAt: null,
};
const booking: Booking = {
  id: 'b1',
  applicationId: 'a1',
  resource: resources.inGroup('facilities')[0]?.id ?? '',
  day: '2026-12-08',
  slots: ['am'],
  state: 'held',
  holdUntil: null,
};
const secrets = { code: 'K7Q2-9XWM-4TRB', link: 'x'.repeat(43) };
const statusLink = `https://mihon.example/ja/status/link/${secrets.link}`;

type Lang = (typeof LOCALES)[number];
const base = {
  ...shared,
  procedure,
  application,
  events: [event('submitted'), event('payment_completed', 4), event('received', 4)],
  documents: [],
  withdrawal: { allowed: true, until: '2026-12-05', paidYen: 3600, refundYen: 1800 },
};
const done = async (change = {}, locale: Lang = 'ja') => {
  const args = { ...base, words: words(locale), statusUrl: 'https://mihon.example/ja/status' };
  return render('apply/done', await doneView({ ...args, ...change }), locale);
};
const status = (change = {}, locale: Lang = 'ja') =>
  render('status/status', statusView({ ...base, words: words(locale), ...change }), locale);

describe.each(LOCALES)('confirmation and status in %s', (locale) => {
  it('are valid in every state and leave nothing unfilled', async () => {
    const w = { ...shared, words: words(locale) };
    const missing = [{ field: 'code', input: 'code', code: 'code_required' }];
    const pages = [
      await done({ secrets, statusLink, booking, charge, calendarHref: '/x.ics' }, locale),
      await done({ application: waiting, charge: { ...charge, state: 'pending' } }, locale),
      await done({ application: waiting, charge: { ...charge, state: 'unknown' } }, locale),
      status({ booking, charge: { ...charge, state: 'paid', paidAt: at } }, locale),
      status({ application: { ...application, status: 'lapsed' }, again: true }, locale),
      status({ application: { ...application, status: 'withdrawn' } }, locale),
      render('status/withdraw', withdrawView({ ...base, words: words(locale) }), locale),
      render('status/form', statusFormView({ ...w, raw: {}, errors: missing }), locale),
      render('status/link', statusLinkView({ ...w, action: '/x' }), locale),
    ];
    for (const html of pages) {
      expect(await invalidHtml(html)).toEqual([]);
      expect(html).not.toMatch(/\bundefined\b|\[object|\{\{|>NaN/);
    }
  });
});

describe('the confirmation', () => {
  it('shows number and code, and a QR code without any style', async () => {
    const html = await done({ secrets, statusLink });
    expect(html).toContain(application.number);
    expect(html).toContain(secrets.code);
    expect(html).toMatch(/<svg class="qr" role="img"/);
    expect(html).not.toMatch(/ style=/);
  });

  it('works when reopened after the code is gone', async () => {
    const html = await done();
    expect(html).toContain(application.number);
    expect(html).not.toContain('class="qr"');
  });

  it('counts the days of what happens next from the day it was received', async () => {
    expect(await done()).toMatch(/2026年11月2\d日（令和8年・.）ごろまで/);
    expect(await done({ application: waiting, charge })).toContain('お支払いから');
  });

  it('says until when to pay at the shop, and leads to how', async () => {
    const html = await done({ application: waiting, charge: { ...charge, state: 'pending' } });
    expect(html).toContain('コンビニでのお支払いを待っています');
    expect(html).toContain('2026年11月24日（令和8年・火）23:59');
    expect(html).toContain('href="/ja/pay/c1"');
  });

  it('never says failed, and never asks to pay again, while the payment is unknown', async () => {
    const html = await done({ application: waiting, charge: { ...charge, state: 'unknown' } });
    expect(html).toContain('もう一度支払わないで');
    expect(html).not.toContain('href="/ja/pay/c1"');
  });
});

describe('the status page', () => {
  it('tells "sent" and "received" of one moment once', () => {
    const html = status({ events: [event('submitted'), event('received')] });
    expect(html).not.toContain('申請を送信しました');
    expect(status()).toContain('申請を送信しました');
  });

  it('says after a withdrawal what is given back, if anything', () => {
    const gone = { application: { ...application, status: 'withdrawn' } };
    const back = { ...charge, state: 'refund_due', refundYen: 1800 };
    expect(status({ ...gone, charge: back })).toContain('1,800円をお返しします');
    expect(status({ ...gone, charge: { ...charge, state: 'paid' } })).not.toContain('お返し');
  });

  it('offers withdrawal until its last day, and afterwards says whom to call', () => {
    expect(status()).toContain('href="/ja/status/a1/withdraw"');
    const over = status({
      withdrawal: { allowed: false, until: '2026-11-20', paidYen: 3600, refundYen: 0 },
    });
    expect(over).not.toContain('href="/ja/status/a1/withdraw"');
    expect(over).toContain('2026年11月20日');
  });

  it('says before withdrawing what is given back', () => {
    const ask = (refundYen: number) =>
      render(
        'status/withdraw',
        withdrawView({
          ...base,
          words: words('ja'),
          withdrawal: { ...base.withdrawal, refundYen },
        }),
      );
    expect(ask(1800)).toContain('1,800円をお返しします');
    expect(ask(0)).toContain('お返しできません');
  });

  it('does not put the second secret back into the form', () => {
    const raw = { number: '2611-4821-9035', code: 'SECRET' };
    const html = render(
      'status/form',
      statusFormView({ ...shared, words: words('ja'), raw, errors: [] }),
    );
    expect(html).toContain('value="2611-4821-9035"');
    expect(html).not.toContain('SECRET');
  });
});
