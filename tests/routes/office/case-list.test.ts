import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sentCase } from '../../support/case-desk.ts';
import { hiddenFields } from '../../support/http-resident.ts';
import { type OfficeApp, officeApp } from '../../support/office-app.ts';

const PROCEDURE = 'child-allowance-end';
const SECTION = 'child';

let site: OfficeApp;
let worker: Awaited<ReturnType<OfficeApp['member']>>;
let manager: typeof worker;
let cases: Awaited<ReturnType<typeof sentCase>>[];
let numbers: string[];

beforeAll(async () => {
  site = await officeApp();
  worker = await site.member({ role: 'case_worker', section: SECTION, name: '見本 次郎' });
  manager = await site.member({ role: 'section_manager', section: SECTION, name: '課長 一郎' });
  cases = [];
  for (const locale of ['ja', 'vi', 'ja']) cases.push(await sentCase(site, PROCEDURE, locale));
  const { applications } = site.services.stores;
  const all = await Promise.all(cases.map((one) => applications.find(one.applicationId)));
  numbers = all.map((one) => one?.number ?? '');
});
afterAll(() => site.close());

const idOf = (at: number) => cases[at]?.applicationId ?? '';

/** Posts what stands on the list, with the token of its page. */
async function post(who: typeof worker, url: string, form: Record<string, string | string[]>) {
  const page = await who.browser.get('/office/cases');
  return who.browser.post(url, { _csrf: hiddenFields(page.body)['_csrf'], ...form });
}

async function logged(action: string) {
  const rows = JSON.parse(site.everything()['audit_entries'] ?? '[]') as Record<string, string>[];
  return rows.filter((row) => row['action'] === action);
}

describe('the lists of cases', () => {
  it('show what was just sent, with the language, and log one entry with the ids', async () => {
    const { browser } = worker;
    const page = await browser.get('/office/cases');
    expect(page.statusCode).toBe(200);
    for (const number of numbers) expect(page.body).toContain(number);
    expect(page.body).toContain('Tiếng Việt');
    expect(page.body).toContain('未割り当て');
    const entry = (await logged('cases.listed')).at(-1);
    expect(entry).toMatchObject({ subject: 'open', actor: `staff:${worker.login}` });
    for (const at of [0, 1, 2]) expect(entry?.['detail']).toContain(idOf(at));
  });

  it('show another section nothing of it', async () => {
    const { browser } = await site.member({ role: 'case_worker', section: 'care' });
    const page = await browser.get(`/office/cases?section=${SECTION}`);
    expect(page.statusCode).toBe(200);
    for (const number of numbers) expect(page.body).not.toContain(number);
  });

  it('are filtered by language, procedure, assignee and due day; odd filters are no filters', async () => {
    const { browser } = worker;
    const count = async (query: string) => {
      const { body } = await browser.get(`/office/cases?${query}`);
      return numbers.filter((number) => body.includes(number)).length;
    };
    expect(await count('lang=vi')).toBe(1);
    expect(await count(`procedure=${PROCEDURE}`)).toBe(3);
    expect(await count('procedure=dog-death')).toBe(0);
    expect(await count('assignee=me')).toBe(0);
    expect(await count('due=late')).toBe(0);
    expect(await count('queue=closed')).toBe(0);
    expect(await count('queue=%3Cscript%3E&lang=%27&due=x&after=1')).toBe(3);
    expect(await count('due=hurry')).toBe(0);
  });

  it('find a number at once, and a name without leaving it in an address or the log', async () => {
    const exact = await post(worker, '/office/cases/search', { q: numbers[1] ?? '' });
    expect(exact.headers.location).toBe(`/office/cases/${idOf(1)}`);
    const application = await site.services.stores.applications.find(idOf(0));
    const name = Object.values(application?.answers ?? {}).find(
      (value) => typeof value === 'object' && 'family_kana' in value,
    ) as unknown as { family: string; given: string; family_kana: string };
    const beginning = name.family_kana.slice(0, 2);
    for (const q of [`${name.family}${name.given}`, beginning]) {
      const found = await post(worker, '/office/cases/search', { q });
      expect(found.statusCode).toBe(200);
      for (const number of numbers) expect(found.body).toContain(number);
    }
    const log = JSON.stringify(await logged('cases.searched'));
    expect(log).toContain('kana name');
    expect(log).not.toContain(name.family);
    expect(log).not.toContain(beginning);
    const nobody = await post(worker, '/office/cases/search', { q: '存在 しない' });
    expect(nobody.body).toContain('合う申請は、あなたの課にはありません');
    expect((await post(worker, '/office/cases/search', { q: '12' })).statusCode).toBe(422);
  });

  it('open no case of another section by its number, and log the try', async () => {
    const other = await site.member({ role: 'case_worker', section: 'care' });
    const reply = await post(other, '/office/cases/search', { q: numbers[0] ?? '' });
    expect(reply.statusCode).toBe(403);
    expect((await logged('access.refused')).at(-1)).toMatchObject({ subject: idOf(0) });
  });

  it('are saved under a name, and gone again', async () => {
    const list = 'queue=new&lang=vi';
    const saved = await post(worker, '/office/cases/views', { name: 'ベトナム語', list });
    expect(saved.headers.location).toBe(`/office/cases?${list}`);
    const page = await worker.browser.get(`/office/cases?${list}`);
    expect(page.body).toContain('「ベトナム語」を消す');
    const action = /\/office\/cases\/views\/[^"]+\/delete/.exec(page.body)?.[0] ?? '';
    expect((await post(manager, action, {})).statusCode).toBe(303);
    expect((await worker.browser.get('/office/cases')).body).toContain('ベトナム語');
    await post(worker, action, {});
    expect((await worker.browser.get('/office/cases')).body).not.toContain('ベトナム語');
    expect((await post(worker, '/office/cases/views', { name: ' ', list })).statusCode).toBe(422);
  });
});

describe('several cases at once', () => {
  it('say what would happen before it does, and which cases are left out', async () => {
    await cases[2]?.staff('take-up');
    const ids = [idOf(0), idOf(1), idOf(2)];
    const asked = await post(worker, '/office/cases/bulk', { action: 'take_up', id: ids });
    expect(asked.statusCode).toBe(200);
    expect(asked.body).toContain('次の2件が、確認を始めます');
    expect(asked.body).toContain('できないもの（1件）');
    expect((await site.services.stores.applications.find(idOf(0)))?.status).toBe('received');

    const list = 'queue=new';
    const done = await post(worker, '/office/cases/bulk/done', {
      action: 'take_up',
      id: ids.slice(0, 2),
      list,
    });
    expect(done.headers.location).toBe('/office/cases?queue=new&did=take_up&n=2');
    const page = await worker.browser.get('/office/cases?assignee=me&did=take_up&n=2');
    expect(page.body).toContain('2件の確認を始めました。');
    expect(page.body).toContain('見本 次郎');
    expect(await site.services.stores.inbox.find(idOf(0))).toMatchObject({
      queue: 'working',
      assigneeId: worker.id,
    });
  });

  it('tell afterwards what could not be done', async () => {
    const id = [idOf(0), idOf(2)];
    const reply = await post(worker, '/office/cases/bulk/done', { action: 'assign_me', id });
    expect(reply.statusCode).toBe(200);
    expect(reply.body).toContain('1件できました。1件はできませんでした。');
    expect(reply.body).toContain('もうその担当になっています');
  });

  it('are given to somebody by the section’s manager only, and to nobody of another section', async () => {
    const form = { action: 'assign', id: [idOf(1)], to: worker.id };
    expect((await post(worker, '/office/cases/bulk', form)).statusCode).toBe(403);
    const refused = await post(worker, '/office/cases/bulk/done', { ...form, to: manager.id });
    expect(refused.statusCode).toBe(200);
    expect((await site.services.stores.inbox.find(idOf(1)))?.assigneeId).toBe(worker.id);
    const asked = await post(manager, '/office/cases/bulk', form);
    expect(asked.body).toContain('見本 次郎');
    const stranger = await site.member({ role: 'case_worker', section: 'care' });
    expect(
      (await post(manager, '/office/cases/bulk/done', { ...form, to: stranger.id })).statusCode,
    ).toBe(422);
    expect(
      (await post(manager, '/office/cases/bulk/done', { ...form, to: manager.id })).statusCode,
    ).toBe(303);
    expect((await site.services.stores.inbox.find(idOf(1)))?.assigneeId).toBe(manager.id);
    await post(manager, '/office/cases/bulk/done', { ...form, to: 'nobody' });
    expect((await site.services.stores.inbox.find(idOf(1)))?.assigneeId).toBeNull();
  });

  it('ask for a tick when none was set', async () => {
    const reply = await post(worker, '/office/cases/bulk', { action: 'take_up' });
    expect(reply.body).toContain('申請が選ばれていません');
  });
});
