import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { receiveMessage } from '../../../server/domain/messages/receive-message.ts';
import { MailRefused } from '../../../server/domain/notifications/refused-mail.ts';
import { sendOutbox } from '../../../server/domain/notifications/send-outbox.ts';
import { sentCase } from '../../support/case-desk.ts';
import { invalidHtml } from '../../support/html-source.ts';
import { hiddenFields } from '../../support/http-resident.ts';
import { type OfficeApp, officeApp } from '../../support/office-app.ts';

let site: OfficeApp;
beforeAll(async () => {
  site = await officeApp();
});
afterAll(() => site.close());

const PROCEDURE = 'residence-certificate';
const NOTHING = { sentence: '', day: '', time: '', document: '', text: '' };

type Member = Awaited<ReturnType<OfficeApp['member']>>;
type Sent = Awaited<ReturnType<typeof sentCase>>;

const pageOf = ({ applicationId }: Sent) => `/office/cases/${applicationId}/messages`;
const worker = (role: 'case_worker' | 'counter' = 'case_worker', section = 'residents') =>
  site.member({ role, section });

async function post({ browser }: Member, sent: Sent, fields: Record<string, string>) {
  const page = await browser.get(pageOf(sent));
  const { _csrf } = hiddenFields(page.body);
  return browser.post(pageOf(sent), { _csrf, ...NOTHING, ...fields });
}

const messagesOf = ({ applicationId }: Sent) => site.services.stores.messages.list(applicationId);
const fromResident = ({ applicationId }: Sent, text: string) =>
  receiveMessage(site.services.stores, site.clock, {
    id: randomUUID(),
    applicationId,
    text,
    locale: 'vi',
  });

describe('the talk on the staff’s side', () => {
  it('shows beforehand what the resident will read, and sends just that, once', async () => {
    const sent = await sentCase(site, PROCEDURE, 'vi');
    const member = await worker();
    const said = {
      sentence: 'answer_question',
      day: '2026-12-01',
      text: '何通ですか。\r\n急ぎますか。',
    };
    const check = await post(member, sent, { ...said, intent: 'check' });
    expect(check.statusCode).toBe(200);
    expect(await invalidHtml(check.body)).toEqual([]);
    expect(check.body).toContain('2026年12月1日（令和8年・火）までに、次の質問に');
    expect(check.body).toContain('Vui lòng trả lời câu hỏi sau trên trang này chậm nhất');
    expect(check.body).toContain('viết bằng tiếng Nhật');
    expect(await messagesOf(sent)).toEqual([]);
    const hidden = hiddenFields(check.body);
    for (let n = 0; n < 2; n += 1) {
      const reply = await member.browser.post(pageOf(sent), { ...hidden, ...said, intent: 'send' });
      expect(reply.headers.location).toBe(`${pageOf(sent)}?sent=1`);
    }
    expect(await messagesOf(sent)).toMatchObject([
      { author: 'town', staffId: member.id, text: '何通ですか。\n急ぎますか。' },
    ]);
    const mails = (await sent.mails()).filter(({ subject }) => subject.startsWith('Tin nhắn từ'));
    expect(mails).toHaveLength(1);
    expect(mails[0]?.body).toContain('/vi/status');
    expect(mails[0]?.body).not.toMatch(/何通|急ぎ|2026-12-01/);
    const { body } = await sent.resident.get(sent.status);
    expect(body).toContain('何通ですか。<br>急ぎますか。');
    expect(body).not.toContain('見本 花子');
  });

  it('keeps what was typed when it is to be changed, and when something is wrong with it', async () => {
    const sent = await sentCase(site, PROCEDURE);
    const member = await worker();
    const typed = { sentence: 'call_us', day: '2026-12-01', text: 'お電話ください' };
    const again = await post(member, sent, { ...typed, intent: 'edit' });
    expect(again.statusCode).toBe(200);
    expect(again.body).toMatch(/value="call_us"[^>]* checked/);
    expect(again.body).toContain('value="2026-12-01"');
    const wrong = { ...typed, day: '', text: '1234 5678 9018' };
    const refused = await post(member, sent, { ...wrong, intent: 'send' });
    expect(refused.statusCode).toBe(422);
    expect(await invalidHtml(refused.body)).toEqual([]);
    expect(refused.body).toContain('<title>エラー：');
    expect(refused.body).toContain('日を入力してください');
    expect(refused.body).toContain('個人番号は書けません');
    expect(refused.body).toContain('1234 5678 9018');
    expect(await messagesOf(sent)).toEqual([]);
  });

  it('marks what is new, and whoever works on the case has read it', async () => {
    const sent = await sentCase(site, PROCEDURE);
    await fromResident(sent, 'Khi nào xong?');
    const { stores } = site.services;
    const counter = await worker('counter');
    const seen = await counter.browser.get(pageOf(sent));
    expect(seen.body).toContain('未読');
    expect(seen.body).toContain('<span lang="vi">Khi nào xong?</span>');
    expect(seen.body).toContain('Tiếng Việt');
    expect(seen.body).not.toContain('name="sentence"');
    expect(await stores.messages.unreadAt(sent.applicationId)).not.toBeNull();
    const member = await worker();
    expect((await member.browser.get(pageOf(sent))).body).toContain('未読');
    expect((await member.browser.get(pageOf(sent))).body).not.toContain('未読');
    expect(await stores.messages.unreadAt(sent.applicationId)).toBeNull();
    const { body } = await sent.resident.get(sent.status);
    expect(body).toContain('市役所が読みました');
  });

  it('is open to its section alone, and written in by those who work on cases', async () => {
    const sent = await sentCase(site, PROCEDURE);
    const stranger = await worker('case_worker', 'child');
    expect((await stranger.browser.get(pageOf(sent))).statusCode).toBe(403);
    const counter = await worker('counter');
    const fields = { sentence: 'own_language', intent: 'send' };
    expect((await post(counter, sent, fields)).statusCode).toBe(403);
    expect((await post(stranger, sent, fields)).statusCode).toBe(403);
    expect(await messagesOf(sent)).toEqual([]);
  });
});

describe('mails that don’t arrive', () => {
  const refusing = {
    async send() {
      throw new MailRefused('550 5.1.1 no such mailbox');
    },
  };

  async function refusedCase() {
    const sent = await sentCase(site, PROCEDURE);
    const { outbox } = site.services.stores;
    await sendOutbox({ outbox, clock: site.clock }, refusing);
    return {
      sent,
      number: (await site.services.stores.applications.find(sent.applicationId))!.number,
    };
  }

  it('stand at the case with the telephone number until somebody has told the resident', async () => {
    const { sent } = await refusedCase();
    const member = await worker();
    const page = await member.browser.get(pageOf(sent));
    expect(page.body).toContain('住民にメールが届いていません');
    expect(await invalidHtml(page.body)).toEqual([]);
    expect(page.body).toContain('550 5.1.1 no such mailbox');
    const screen = await member.browser.get(`/office/cases/${sent.applicationId}`);
    expect(screen.body).toContain('住民にメールが届いていません');
    expect(page.body).toMatch(/電話番号：<strong>0[\d-]+/);
    const hidden = hiddenFields(page.body);
    const told = await member.browser.post(`${pageOf(sent)}/refused`, {
      ...hidden,
      intent: 'told',
    });
    expect(told.statusCode).toBe(303);
    expect((await member.browser.get(pageOf(sent))).body).not.toContain(
      '住民にメールが届いていません',
    );
  });

  it('stand in the list of the section’s manager, and go out again', async () => {
    const { sent, number } = await refusedCase();
    const other = await site.member({ role: 'section_manager', section: 'child' });
    expect((await other.browser.get('/office/failed-mails')).body).not.toContain(number);
    const manager = await site.member({ role: 'section_manager', section: 'residents' });
    const list = await manager.browser.get('/office/failed-mails');
    expect(list.body).toContain(`href="${pageOf(sent)}"`);
    expect(await invalidHtml(list.body)).toEqual([]);
    const row = list.body.slice(list.body.indexOf(number));
    const fields = { ...hiddenFields(row), intent: 'again' };
    const foreign = await other.browser.post('/office/failed-mails', {
      ...fields,
      _csrf: hiddenFields((await other.browser.get('/office/failed-mails')).body)['_csrf'] ?? '',
    });
    expect(foreign.statusCode).toBe(403);
    expect((await manager.browser.post('/office/failed-mails', fields)).statusCode).toBe(303);
    expect((await manager.browser.get('/office/failed-mails')).body).not.toContain(number);
    const due = await site.services.stores.outbox.due(site.clock.now(), 99);
    expect(due.filter(({ id }) => id.includes(sent.applicationId))).toHaveLength(1);
  });

  it('that wait because no server takes any are shown to the system’s administrator', async () => {
    const { outbox } = site.services.stores;
    const id = randomUUID();
    const mail = { to: 'x@example.jp', subject: '続きのご案内', body: 'b', locale: 'ja' } as const;
    await outbox.add({ ...mail, id, attempts: 0, nextAt: site.clock.now() });
    for (let n = 0; n < 8; n += 1) await outbox.retry(id, site.clock.now(), 'ECONNREFUSED');
    const admin = await site.member({ role: 'system_admin' });
    expect((await admin.browser.get('/office/failed-mails')).body).toContain('ECONNREFUSED');
    const manager = await site.member({ role: 'section_manager', section: 'residents' });
    expect((await manager.browser.get('/office/failed-mails')).body).not.toContain('ECONNREFUSED');
  });
});
