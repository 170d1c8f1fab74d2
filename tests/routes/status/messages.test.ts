import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendMessage } from '../../../server/domain/messages/send-message.ts';
import { SENTENCE_KEYS, SENTENCES } from '../../../server/domain/messages/sentences.ts';
import { sentenceText } from '../../../server/routes/status/message-text.ts';
import { type ApplyApp, applyApp, NOON } from '../../support/apply-app.ts';
import { sentCase } from '../../support/case-desk.ts';
import { invalidHtml } from '../../support/html-source.ts';
import { hiddenFields } from '../../support/http-resident.ts';
import { procedureOf } from '../../support/sample-town.ts';

let site: ApplyApp;
beforeAll(async () => {
  site = await applyApp();
});
afterAll(() => site.close());

const PROCEDURE = 'residence-certificate';

const fromTown = (applicationId: string, text = '写しを1通でよいですか。') =>
  sendMessage(site.services.stores, site.clock, {
    id: randomUUID(),
    applicationId,
    staffId: 'staff-1',
    by: 'staff:hanako',
    sentence: 'answer_question',
    values: { day: '2026-12-01' },
    text,
    mails: [],
  });

type Sent = Awaited<ReturnType<typeof sentCase>>;

async function write({ resident, status }: Sent, text: string, id?: string) {
  const page = await resident.get(status);
  const hidden = hiddenFields(page.body.slice(page.body.indexOf('id="messages"')));
  return resident.post(`${status}/messages`, { ...hidden, text, ...(id && { id }) });
}

const messagesOf = ({ applicationId }: Sent) => site.services.stores.messages.list(applicationId);

describe('messages on the status page', () => {
  it('say in the reader’s language what was prepared, and mark what is written in Japanese', async () => {
    const sent = await sentCase(site, PROCEDURE, 'en');
    await fromTown(sent.applicationId);
    const { body } = await sent.resident.get(sent.status);
    expect(await invalidHtml(body)).toEqual([]);
    expect(body).toContain('There is a new message from City Hall.');
    expect(body).toContain('answer the following question on this page by');
    expect(body).toContain('City Hall staff wrote the following in Japanese.');
    expect(body).toContain('<span lang="ja">写しを1通でよいですか。</span>');
    const again = await sent.resident.get(sent.status);
    expect(again.body).not.toContain('There is a new message');
    expect((await messagesOf(sent))[0]?.readAt).toEqual(site.clock.now());
  });

  it('are not read by somebody who only asks whether the page is there', async () => {
    const sent = await sentCase(site, PROCEDURE);
    await fromTown(sent.applicationId);
    await sent.resident.send('HEAD', sent.status);
    expect((await messagesOf(sent))[0]?.readAt).toBeNull();
  });

  it('are answered once, without JavaScript, and kept as they were typed', async () => {
    const sent = await sentCase(site, PROCEDURE, 'vi');
    const id = randomUUID();
    for (let n = 0; n < 2; n += 1) {
      const reply = await write(sent, 'Xin chào\r\n<b>1 bản</b>', id);
      expect(reply.statusCode).toBe(303);
      expect(reply.headers.location).toBe(`${sent.status}?sent=message#messages`);
    }
    expect(await messagesOf(sent)).toMatchObject([
      { author: 'resident', text: 'Xin chào\n<b>1 bản</b>', locale: 'vi' },
    ]);
    const { body } = await sent.resident.get(`${sent.status}?sent=message`);
    expect(body).toContain('Đã gửi tin nhắn.');
    expect(body).toContain('Xin chào<br>&lt;b&gt;1 bản&lt;/b&gt;');
    expect(body).toContain('Tòa thị chính chưa đọc');
  });

  it.each([
    ['', 'メッセージを入力してください。'],
    ['あ'.repeat(1001), 'あと1文字減らしてください。'],
    ['番号は 1234 5678 9018 です', '個人番号（マイナンバー）は書かないでください。'],
  ])('%#: what can’t be taken comes back with what was typed', async (text, why) => {
    const sent = await sentCase(site, PROCEDURE);
    const reply = await write(sent, text);
    expect(reply.statusCode).toBe(422);
    expect(reply.body).toContain(why);
    expect(reply.body).toContain(text);
    expect(reply.body).toContain('<title>エラー：');
    expect(await invalidHtml(reply.body)).toEqual([]);
    expect(await messagesOf(sent)).toEqual([]);
  });

  it('come to an end with the case: then there is the telephone, and the text is not lost', async () => {
    const sent = await sentCase(site, PROCEDURE);
    await fromTown(sent.applicationId);
    const page = await sent.resident.get(sent.status);
    const hidden = hiddenFields(page.body.slice(page.body.indexOf('id="messages"')));
    await sent.staff('take-up');
    await sent.staff('identity', '--how', 'phone');
    await sent.staff('complete');
    site.clock.set('2026-11-21T13:00:00+09:00');
    const reply = await sent.resident.post(`${sent.status}/messages`, {
      ...hidden,
      text: 'まだです',
    });
    expect(reply.statusCode).toBe(409);
    expect(reply.body).toContain('下の電話番号に電話してください');
    expect(reply.body).toContain('まだです');
    const after = await sent.resident.get(sent.status);
    expect(after.body).not.toContain('name="text"');
    expect(after.body).toContain('写しを1通でよいですか。');
    site.clock.set(NOON);
  });

  it('are seen and written by nobody else', async () => {
    const sent = await sentCase(site, PROCEDURE);
    const stranger = site.resident();
    expect((await stranger.get(`${sent.status}/messages`)).statusCode).toBe(403);
    const own = await sentCase(site, PROCEDURE);
    const page = await own.resident.get(own.status);
    const reply = await own.resident.post(`${sent.status}/messages`, {
      ...hiddenFields(page.body),
      text: 'x',
    });
    expect(reply.statusCode).toBe(403);
    expect(await messagesOf(sent)).toEqual([]);
  });

  it('stop a flood', async () => {
    const sent = await sentCase(site, PROCEDURE);
    const { stores } = site.services;
    const { applicationId } = sent;
    for (let n = 0; n < 20; n += 1) {
      const message = { id: randomUUID(), applicationId, author: 'resident' } as const;
      const more = { staffId: null, sentence: null, text: 'x', locale: 'ja', at: site.clock.now() };
      const by = { actor: 'resident', since: new Date(0), decide: () => undefined } as const;
      await stores.messages.add({ message: { ...message, ...more }, ...by });
    }
    const reply = await write(sent, 'もう一つ');
    expect(reply.statusCode).toBe(429);
    expect(reply.body).toContain('1日に送れるメッセージは20件まで');
    expect(reply.body).toContain('もう一つ');
  });

  it('tell a resident whose mails don’t arrive to look at this page', async () => {
    const sent = await sentCase(site, PROCEDURE);
    const [mail] = await sent.mails();
    const refusal = { id: mail!.id, at: site.clock.now(), reason: '550 5.1.1' };
    await site.services.stores.outbox.refuse(refusal);
    const { body } = await sent.resident.get(sent.status);
    expect(body).toContain('お知らせが届きませんでした');
  });
});

describe('prepared sentences', () => {
  it.each(SENTENCE_KEYS)(
    '%s is said in every language with everything that it leaves open',
    (key) => {
      const procedure = procedureOf(site.services.library, 'care-equipment');
      const document = procedure.attachments[0]?.key ?? '';
      const values = { day: '2026-12-01', time: '14:30', document };
      for (const locale of site.services.library.municipality.languages) {
        const words = site.services.words(locale);
        const text = String(sentenceText({ sentence: key, values }, procedure, words));
        const blanks: readonly string[] = SENTENCES[key];
        expect([locale, text]).toEqual([locale, expect.not.stringMatching(/undefined|[{}]/)]);
        if (blanks.includes('day')) expect(text).toMatch(/2026/);
        if (blanks.includes('time')) expect(text).toContain('14:30');
        if (blanks.includes('document')) {
          const label = String(procedure.text(locale, `attachments.${document}.label`));
          expect(text.replace(/<[^>]+>/g, '')).toContain(label.split(/[（({]/)[0]);
        }
      }
    },
  );
});
