import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Application } from '../../../server/domain/applications/application.ts';
import type { StaffRole } from '../../../server/domain/staff/roles.ts';
import { caseMails } from '../../../server/integrations/mail/case-mails.ts';
import { apiSystem } from '../../support/api-system.ts';
import { unescaped } from '../../support/injected-resident.ts';
import { type OfficeApp, officeApp } from '../../support/office-app.ts';
import { procedureOf } from '../../support/sample-town.ts';
import { submitCases } from '../../support/submitted-cases.ts';

/** All routes, for several people. */
const PATIENCE = 120_000;

const NAME = { family: '秘野', given: '匿子', family_kana: 'ヒメノ', given_kana: 'トクコ' };
const BIRTH = '1991-02-03';
const PHONE = '090-8765-4321';
const SECRETS = ['秘野', '匿子', 'トクコ', '8765', '隠町', '内緒の話', 'secret@example.jp'];

let site: OfficeApp;
let manager: Member;
let worker: Member;
let other: Member;
let theirs: Application;
let spouses: Application;

type Member = Awaited<ReturnType<OfficeApp['member']>>;
type Fields = Record<string, string | string[]>;

async function send({ browser }: Member, path: string, fields: Fields = {}) {
  const { hidden } = await browser.open('/office/account');
  return browser.post(path, { _csrf: hidden._csrf, ...fields });
}

const answersOf = (application: Application) => ({
  ...application.answers,
  applicant_name: NAME,
  applicant_birth: BIRTH,
  applicant_phone: PHONE,
  applicant_email: 'secret@example.jp',
  applicant_address: { ...(application.answers['applicant_address'] as object), town: '隠町9' },
});

async function sent(change: (made: Application) => Application['answers']) {
  const [made] = await submitCases(site.services, 'child-allowance', 1);
  const answers = change(made as Application);
  const [application] = await submitCases(site.services, 'child-allowance', 1, { answers });
  return application as Application;
}

beforeAll(async () => {
  site = await officeApp();
  const section = 'child';
  manager = await site.member({ role: 'section_manager', section, name: '見本 課長' });
  worker = await site.member({ role: 'case_worker', section, name: '見本 係員' });
  other = await site.member({ role: 'case_worker', section, name: '見本 部外' });
  theirs = await sent(answersOf);
  spouses = await sent(({ answers }) => ({
    ...answers,
    has_spouse: true,
    spouse_name: NAME,
    spouse_birth: BIRTH,
  }));
  const at = site.clock.now();
  await site.services.stores.staffNotes.add(
    { id: randomUUID(), applicationId: theirs.id, staffId: worker.id, at, text: '内緒の話' },
    `staff:${worker.login}`,
  );
  await send(other, '/office/cases/bulk/done', { id: theirs.id, action: 'assign_me' });
});
afterAll(() => site.close());

async function register(readers: readonly Member[]) {
  const reply = await send(manager, '/office/protections/new', {
    family: '秘野',
    given: '匿子',
    family_kana: 'ひめの',
    given_kana: 'とくこ',
    birth: BIRTH,
    phone: PHONE,
    from: '2026-11-21',
    why: '申出書',
    reader: readers.map(({ id }) => id),
  });
  expect(reply.statusCode).toBe(303);
  return String(reply.headers.location).split('?')[0] as string;
}

const read = async ({ browser }: Member, path: string) => unescaped((await browser.get(path)).body);
/** Ids and hashes are made of the same digits as a telephone number, by chance. */
const RANDOM = /\b[0-9a-f]{8}-[0-9a-f-]{27}\b|\b[0-9a-f]{32,}\b/g;
const leaks = (body: string) =>
  SECRETS.filter((secret) => body.replaceAll(RANDOM, '').includes(secret));
const lastOf = async (action: string) => {
  const { entries } = await site.services.stores.audit.page({}, null, 100);
  return entries.find((entry) => entry.action === action);
};

const QUERY = { procedure: 'child-allowance', from: '2026-11-01', to: '2026-11-30' };

/** The page of an export once it is no longer under way. */
async function exported(member: Member) {
  const begun = await send(member, '/office/exports', { ...QUERY, format: 'json' });
  const path = String(begun.headers.location);
  await expect.poll(() => read(member, path)).toContain('受け取れます');
  return { path, page: await read(member, path) };
}

describe('支援措置', () => {
  let protection: string;

  it('hides the cases that are there, and takes them from whoever must not see them', async () => {
    expect(await read(other, '/office/cases')).toContain('秘野');
    const early = await exported(other);
    protection = await register([manager, worker]);
    const tooLate = await send(other, `${early.path}/file`);
    expect(String(tooLate.headers.location)).toContain('?protected=1');
    const { inbox } = site.services.stores;
    expect(await inbox.find(theirs.id)).toMatchObject({ isProtected: true, assigneeId: null });
    expect(await inbox.find(spouses.id)).toMatchObject({ isProtected: false });
    expect(await read(other, '/office/cases')).toContain('（支援措置）');
    expect(await read(other, `/office/cases/${theirs.id}`)).toContain('支援措置の対象です');
    const seen = await read(worker, `/office/cases/${theirs.id}`);
    expect(leaks(seen)).toEqual([
      '秘野',
      '匿子',
      'トクコ',
      '8765',
      '隠町',
      '内緒の話',
      'secret@example.jp',
    ]);
    expect(await read(worker, '/office/cases')).toContain('秘野');
  });

  it('hides one that comes later, before any list has met it', async () => {
    const later = await sent(answersOf);
    const reply = await other.browser.get(`/office/cases/${later.id}`);
    expect(leaks(unescaped(reply.body))).toEqual([]);
    expect(await read(other, '/office/cases')).not.toContain('秘野');
  });

  it('is not found by others, and who looked for exactly that person is told', async () => {
    const found = await send(other, '/office/cases/search', { q: 'ひめの とくこ' });
    expect(found.body).not.toContain(theirs.number);
    expect(await read(manager, protection)).toContain('見本 部外');
    const entry = await lastOf('access.search_blocked');
    expect(entry).toMatchObject({ actor: `staff:${other.login}`, detail: {} });
    const own = await send(worker, '/office/cases/search', { q: 'ひめの とくこ' });
    expect(own.body).toContain(theirs.number);
    expect(await read(manager, protection)).not.toContain('見本 係員</strong>');
  });

  it('is hinted at to the named few where somebody else names the person', async () => {
    const path = `/office/cases/${spouses.id}`;
    expect(await read(worker, path)).toContain('支援措置の方が書かれています');
    expect(await read(other, path)).not.toContain('支援措置の方が書かれています');
    expect(await read(manager, protection)).toContain(spouses.number);
    const id = protection.split('/').at(-1) as string;
    await send(worker, `${path}/protection`, { protection: id });
    expect(leaks(await read(other, path))).toEqual([]);
    await send(worker, `${path}/protection/release`, { protection: id });
    expect(await read(other, path)).toContain('秘野');
  });

  it('nobody else learns that there is one', async () => {
    const boss = await site.member({ role: 'section_manager', section: 'child' });
    expect(leaks(await read(boss, '/office/protections'))).toEqual([]);
    expect((await boss.browser.get(protection)).statusCode).toBe(404);
    for (const act of ['renew', 'readers', 'end']) {
      const fields = { confirm: 'yes', reader: boss.id, to: '2027-11-20' };
      expect((await send(boss, `${protection}/${act}`, fields)).statusCode).toBe(404);
    }
  });

  it('can be given to the named few only', async () => {
    const { inbox } = site.services.stores;
    const given = { id: theirs.id, action: 'assign', to: other.id };
    await send(manager, '/office/cases/bulk/done', given);
    expect((await inbox.find(theirs.id))?.assigneeId).toBeNull();
    const boss = await site.member({ role: 'section_manager', section: 'child' });
    await send(boss, `/office/cases/${theirs.id}/hand-to-reader`, { staff: other.id });
    expect((await inbox.find(theirs.id))?.assigneeId).toBeNull();
    await send(boss, `/office/cases/${theirs.id}/hand-to-reader`, { staff: worker.id });
    expect((await inbox.find(theirs.id))?.assigneeId).toBe(worker.id);
  });

  it('is left out of files and of the interface, and that is said', async () => {
    const file = async (member: Member) => {
      const { path, page } = await exported(member);
      return { page, body: (await send(member, `${path}/file`)).body };
    };
    const theirFile = await file(other);
    expect(theirFile.body).not.toContain(theirs.number);
    expect(theirFile.page).toContain('支援措置のため入れない申請');
    expect((await file(worker)).body).toContain(theirs.number);
    const system = await apiSystem(site);
    const feed = (await system.get('/applications')).json();
    expect(feed).toMatchObject({ withheld: 2 });
    expect(JSON.stringify(feed)).not.toContain(theirs.number);
    for (const path of ['', '/form.pdf', `/attachments/${randomUUID()}`]) {
      const reply = await system.get(`/applications/${theirs.id}${path}`);
      expect([reply.statusCode, reply.json().error]).toEqual([403, 'protected']);
    }
  });

  it('its mails say nothing of where somebody lives', () => {
    const procedure = procedureOf(site.services.library, 'child-allowance');
    const mails = caseMails(
      site.services,
      { procedure, application: theirs },
      { event: 'granted' },
    );
    expect(mails).toHaveLength(1);
    const text = mails.map(({ subject, body }) => subject + body).join('');
    expect(SECRETS.filter((secret) => text.includes(secret))).toEqual([]);
  });

  it(
    'shows itself to nobody else, whatever route they take',
    async () => {
      // Between them they have every permission that opens anything of a case.
      const roles: [StaffRole, string?][] = [
        ['section_manager', 'child'],
        ['system_admin'],
        ['auditor'],
      ];
      const without = /^\/office\/(sign-|account|unsent)/;
      const routes = (await site.app.staffSite()).staffRoutes.filter(
        ({ method, url }) => method !== 'HEAD' && !without.test(url),
      );
      const fields = {
        id: theirs.id,
        application: theirs.id,
        procedure: 'child-allowance',
        action: 'take_up',
        intent: 'send',
        text: 'x',
        seq: '1',
        q: 'ひめの とくこ',
        purpose: 'register',
        subject: theirs.number,
        about: theirs.number,
      };
      const found: string[] = [];
      for (const [role, own] of roles) {
        const { browser } = await site.member({ role, section: own });
        const { _csrf } = (await browser.open('/office/account')).hidden;
        for (const { method, url } of routes) {
          const path = url.replace(/:id\b/g, theirs.id).replace(/:[^/]+|\*/g, randomUUID());
          const reply =
            method === 'GET'
              ? await browser.get(`${path}?about=${theirs.number}`)
              : await browser.post(path, { ...fields, _csrf });
          const bad = leaks(unescaped(reply.body));
          if (bad.length > 0) found.push(`${role} ${method} ${url}: ${bad.join(' ')}`);
          const isOfCase = url.startsWith('/office/cases/:id') && own !== undefined;
          const isScreen = method === 'GET' && url === '/office/cases/:id';
          const isPassedOn = url.endsWith('/hand-to-reader') && reply.statusCode === 303;
          if (isOfCase && reply.statusCode !== (isScreen ? 200 : 403) && !isPassedOn) {
            found.push(`${role} ${method} ${url}: ${reply.statusCode}`);
          }
        }
      }
      expect(found).toEqual([]);
    },
    PATIENCE,
  );

  it('stays hidden after its last day until one of the named few ends it', async () => {
    site.clock.set(new Date('2027-10-22T12:00:00+09:00'));
    [manager, other] = [await again(manager), await again(other)];
    expect(await read(manager, '/office/cases')).toContain('期限が近いか過ぎた支援措置が1件');
    site.clock.set(new Date('2027-11-22T12:00:00+09:00'));
    [manager, other] = [await again(manager), await again(other)];
    expect(await read(manager, '/office/protections')).toContain('期限が過ぎています');
    expect(leaks(await read(other, `/office/cases/${theirs.id}`))).toEqual([]);
    expect((await send(manager, `${protection}/end`)).statusCode).toBe(422);
    await send(manager, `${protection}/end`, { confirm: 'yes' });
    expect(await read(other, `/office/cases/${theirs.id}`)).toContain('秘野');
    expect((await manager.browser.get(protection)).statusCode).toBe(404);
  });
});

/** The same person, signed in anew. */
async function again(member: Member): Promise<Member> {
  return { ...member, browser: await site.signIn(member.id) };
}
