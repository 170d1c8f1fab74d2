import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishVersions } from '../../../server/jobs/publish-versions.ts';
import { counterApp } from '../../support/counter-app.ts';
import { hiddenFields } from '../../support/http-resident.ts';
import { unescaped } from '../../support/injected-resident.ts';
import { type OfficeApp, officeApp } from '../../support/office-app.ts';
import { ROOT } from '../../support/source-tree.ts';

const ID = 'child-allowance';
const TITLE = /^title: .*$/m;
type Member = Awaited<ReturnType<OfficeApp['member']>>;

let site: Awaited<ReturnType<typeof counterApp>>;
let maker: Member;
let reviewer: Member;
let stranger: Member;

beforeAll(async () => {
  site = await counterApp();
  const section = site.services.library.procedures.get(ID)?.section ?? '';
  maker = await site.member({ role: 'procedure_admin', name: '作る 人' });
  reviewer = await site.member({ role: 'section_manager', section });
  stranger = await site.member({ role: 'section_manager', section: 'no-such-section' });
});
afterAll(() => site.close());

const versions = () => site.services.stores.versions;
const page = `/admin/procedures/${ID}`;
const title = async (locale = 'ja') =>
  unescaped((await site.resident().get(`/${locale}/apply/${ID}`)).body);

/** Signed in anew each time: the clock jumps. */
async function read(member: Member, path: string): Promise<string> {
  return unescaped((await (await site.signIn(member.id)).get(path)).body);
}

async function post(member: Member, path: string, fields: Record<string, string> = {}) {
  const browser = await site.signIn(member.id);
  const { _csrf = '' } = hiddenFields((await browser.get('/office/account')).body);
  return browser.post(path, { _csrf, ...fields });
}

async function step(member: Member, id: string, name: string, fields: Record<string, string> = {}) {
  const { revision = 0 } = (await versions().find(id)) ?? {};
  const path = `/admin/versions/${id}/steps/${name}`;
  return post(member, path, { revision: String(revision), ...fields });
}

async function newDraft(heading: string): Promise<string> {
  const reply = await post(maker, `${page}/versions`);
  expect(reply.statusCode).toBe(303);
  const id = String(reply.headers.location).split('/').at(-1) ?? '';
  await edit(id, (text) => text.replace(TITLE, `title: ${heading}`));
  return id;
}

async function edit(id: string, change: (text: string) => string) {
  const version = await versions().find(id);
  const text = change(version?.files['definition.yaml'] ?? '');
  const files = { ...version?.files, 'definition.yaml': text };
  const { revision: base = 0, title: name = '', section = '' } = version ?? {};
  const at = site.clock.now();
  const by = maker.login;
  const made = { id, base, files, title: name, section, what: '『題名』を変えました', by, at };
  expect((await versions().saveEdit(made)).kind).toBe('saved');
}

async function online(heading: string): Promise<string> {
  const id = await newDraft(heading);
  for (const [who, name] of [
    [maker, 'ask-review'],
    [reviewer, 'approve'],
    [maker, 'publish'],
  ] as const) {
    expect([name, (await step(who, id, name)).statusCode]).toEqual([name, 303]);
  }
  return id;
}

describe('a version of a procedure', () => {
  it('goes online after a second person has looked, at once; drafts stay on their version', async () => {
    const begun = await site.applicant(ID, 'check');
    const id = await newDraft('新しい児童手当');
    const asked = { reason: '題名です', note: ' 題名を\n新しくした ' };
    expect((await step(maker, id, 'ask-review', asked)).statusCode).toBe(303);
    const own = await step(maker, id, 'approve');
    expect([own.statusCode, unescaped(own.body)]).toEqual([
      422,
      expect.stringContaining('自分では確認できません'),
    ]);
    const foreign = await step(stranger, id, 'approve');
    expect(foreign.statusCode).toBe(404);
    expect((await step(reviewer, id, 'publish')).statusCode).toBe(403);
    expect((await step(reviewer, id, 'return')).statusCode).toBe(422);
    expect((await step(reviewer, id, 'approve')).statusCode).toBe(303);
    expect(await title()).not.toContain('新しい児童手当');
    expect(await read(reviewer, page)).toContain('変えたこと：</strong>題名を 新しくした');
    const said = { note: '題名を「新しい児童手当」にした' };
    expect((await step(maker, id, 'publish', said)).statusCode).toBe(303);
    expect(await title()).toContain('新しい児童手当');
    expect(await read(maker, `/admin/versions/${id}/differences`)).toContain(said.note);
    const notes = (await versions().events(id)).map(({ detail }) => detail['note']);
    expect(notes).toEqual([undefined, '題名を 新しくした', undefined, said.note]);

    const { hash } = (await versions().find(id)) ?? {};
    const sent = await site.applicant(ID, 'check');
    const reply = await sent.resident.post(sent.path, { ...sent.hidden, intent: 'submit' });
    expect(reply.headers.location).toContain('/done/');
    const old = await begun.resident.open(begun.path);
    expect(unescaped(old.page.body)).not.toContain('新しい児童手当');
    const late = await begun.resident.post(begun.path, { ...old.hidden, intent: 'submit' });
    expect(late.headers.location).toContain('/done/');
    const pinned = await Promise.all(
      [reply, late].map(async ({ headers }) => {
        const application = String(headers.location).split('/').at(-1)?.split('?')[0] ?? '';
        return (await site.services.stores.applications.find(application))?.version;
      }),
    );
    expect(pinned[0]).toBe(hash);
    expect(pinned[1]).toBe(begun.procedure.version);

    const story = await read(maker, page);
    for (const text of ['公開中', '作る 人：公開しました', '題名です', '確認した']) {
      expect(story).toContain(text);
    }
    const differences = await read(maker, `/admin/versions/${id}/differences`);
    for (const text of ['見本', '題名が「児童手当の申請（認定請求）」から「新しい児童手当」に']) {
      expect(differences).toContain(text);
    }
  });

  it('is refused while the gate finds an error, and nothing of it is seen', async () => {
    const id = await newDraft('壊れた児童手当');
    await edit(id, (text) => `${text}\nnobody_knows_this: 1\n`);
    const asked = { reason: '見てください', note: '何も壊していない' };
    const refused = await step(maker, id, 'ask-review', asked);
    expect(refused.statusCode).toBe(422);
    for (const text of Object.values(asked)) expect(unescaped(refused.body)).toContain(text);
    expect(refused.body).toMatch(new RegExp(`href="/admin/versions/${id}/[^"]+">[^<]+を直す`));
    // What is wrong stands in the version: what was written to the colleague is right.
    expect(refused.body).not.toContain('aria-invalid');
    expect((await versions().find(id))?.state).toBe('draft');
    expect((await step(maker, id, 'discard')).statusCode).toBe(303);
  });

  it('comes back whole: every file of what was shipped and of what was published, byte by byte', async () => {
    const folder = join(ROOT, 'procedures', ID);
    const shipped = Object.fromEntries(
      readdirSync(folder)
        .filter((name) => name.endsWith('.yaml'))
        .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
    );
    const begun = await post(maker, `${page}/versions`, { from: 'shipped' });
    const fresh = await versions().find(String(begun.headers.location).split('/').at(-1) ?? '');
    expect(fresh?.files).toEqual(shipped);
    expect(Object.keys(shipped).length).toBeGreaterThan(7);

    const first = await online('初めの題');
    await online('次の題');
    expect(await title()).toContain('次の題');
    const back = await step(maker, first, 'restore');
    const id = String(back.headers.location).split('/').at(-1) ?? '';
    const restored = await versions().find(id);
    expect(restored?.files).toEqual((await versions().find(first))?.files);
    expect(restored?.files).toEqual({
      ...shipped,
      'definition.yaml': shipped['definition.yaml']?.replace(TITLE, 'title: 初めの題'),
    });
    // What is approved and published anew is what it was: applications are pinned to the same.
    await step(reviewer, id, 'approve');
    expect((await step(maker, id, 'ask-review')).statusCode).toBe(303);
    const admin = await site.member({ role: 'procedure_admin' });
    expect((await step(admin, id, 'approve')).statusCode).toBe(303);
    expect((await step(maker, id, 'publish')).statusCode).toBe(303);
    expect((await versions().find(id))?.hash).toBe((await versions().find(first))?.hash);
    expect(await title()).toContain('初めの題');
  });

  it('goes online by itself at its moment, in every process', async () => {
    const id = await newDraft('四月の題');
    await step(maker, id, 'ask-review');
    await step(reviewer, id, 'approve');
    const past = await step(maker, id, 'schedule', { day: '2026-11-20', time: '09:00' });
    expect(past.statusCode).toBe(422);
    const ahead = await step(maker, id, 'schedule', { day: '2026-11-22', time: '09:00' });
    expect(ahead.statusCode).toBe(303);
    expect(await read(maker, '/admin/procedures')).toContain('公開予約');
    site.clock.set('2026-11-22T08:59:00+09:00');
    await publishVersions(site.services, { warn: () => undefined });
    expect(await title()).not.toContain('四月の題');
    site.clock.set('2026-11-22T09:00:00+09:00');
    await publishVersions(site.services, { warn: () => undefined });
    expect(await title()).toContain('四月の題');
    const again = await officeApp({ dataDir: site.dataDir });
    expect(again.services.library.procedures.get(ID)?.text('ja', 'title')).toBe('四月の題');
    // Published by the other process: seen here with the next look.
    const by = { at: site.clock.now(), actor: 'system', detail: {} };
    await again.services.stores.versions.step({
      id,
      from: 'published',
      to: 'archived',
      event: { ...by, type: 'archived' },
      audit: { ...by, action: 'version.archived', subject: ID },
    });
    await again.close();
    await site.services.live.refresh();
    expect((await site.resident().get(`/ja/apply/${ID}`)).statusCode).toBe(404);
    expect(await read(maker, page)).toContain('公開を終えた');
    expect(unescaped((await site.resident().get('/ja/procedures')).body)).not.toContain('四月の題');
  });
});

describe('a procedure that is stopped', () => {
  const DOGS = 'dog-registration';
  const stop = (member: Member, fields: Record<string, string>) =>
    post(member, `/admin/procedures/${DOGS}/pauses`, fields);
  const start = async (locale: string) =>
    unescaped((await site.resident().get(`/${locale}/apply/${DOGS}`)).body);

  /** A sitting with the procedure on its list: where its form begins, and the button that does. */
  async function seat() {
    const at = await site.tablet();
    const id = await site.sitting(at);
    const [task, now] = [randomUUID(), site.clock.now()];
    const none = { position: 0, draftId: null, applicationId: null };
    const values = { typedValues: 0, carriedValues: 0, paperValues: 0 };
    await site.services.stores.sittings.change({ id, now }, () => ({
      tasks: [{ id: task, procedureId: DOGS, state: 'to_do', ...none, ...values }],
    }));
    const list = `/counter/sittings/${id}`;
    const { hidden } = await at.browser.open(list);
    return () => at.browser.post(`${list}/tasks/${task}/begin`, { _csrf: hidden._csrf ?? '' });
  }

  it('says why in the reader’s language, keeps what is typed, and goes on when it is lifted', async () => {
    const system = await site.member({ role: 'system_admin' });
    const form = await site.applicant(DOGS, 'owner', 'en');
    const last = await site.applicant(DOGS, 'check');
    const begin = await seat();
    expect((await stop(system, { 'reason-ja': ' ' })).statusCode).toBe(422);
    const reasons = {
      'reason-ja': '手数料の<誤り>を確認しています',
      'reason-en': 'We check the fee',
    };
    expect((await stop(system, reasons)).statusCode).toBe(303);

    expect(await start('ja')).toContain('手数料の<誤り>を確認しています');
    expect(await start('en')).toContain('We check the fee');
    const vietnamese = await start('vi');
    expect(vietnamese).toContain('Thủ tục này hiện đang tạm dừng');
    expect(vietnamese).toContain('<span lang="ja">手数料の');
    const begun = await site.resident().open(`/ja/apply/${DOGS}`);
    expect(begun.page.body).not.toContain('name="intent" value="new"');

    const reply = await form.resident.post(form.path, { ...form.wishes, ...form.hidden });
    expect(reply.statusCode).toBe(303);
    const stopped = await form.resident.get(String(reply.headers.location));
    expect([stopped.statusCode, stopped.headers['retry-after']]).toEqual([503, '3600']);
    expect(stopped.body).toContain('What you entered is kept');
    const sent = await last.resident.post(last.path, { ...last.hidden, intent: 'submit' });
    expect([sent.statusCode, unescaped(sent.body)]).toEqual([
      503,
      expect.stringContaining('入力した内容は残っています'),
    ]);

    const counter = await begin();
    expect([counter.statusCode, unescaped(counter.body)]).toEqual([
      503,
      expect.stringContaining('手数料の<誤り>を確認しています'),
    ]);

    const body = await read(system, `/admin/procedures/${DOGS}/pauses`);
    const action = /action="([^"]+\/lift)"/.exec(body)?.[1] ?? '';
    expect((await post(system, action)).statusCode).toBe(303);
    const on = await form.resident.follow(reply, form.path);
    expect([on.page.statusCode, on.path]).toEqual([200, expect.stringContaining('/dogs')]);
    expect((await begin()).statusCode).toBe(303);
    const sentNow = await last.resident.post(last.path, { ...last.hidden, intent: 'submit' });
    expect(sentNow.statusCode).toBe(303);
  });

  it('is over by itself at its moment; only who may stop it does', async () => {
    const until = { until_day: '2026-11-22', until_time: '12:00' };
    const reasons = { 'reason-ja': '確認中です', ...until };
    expect((await stop(stranger, reasons)).statusCode).toBe(404);
    expect((await stop(maker, { ...reasons, until_day: '2026-11-01' })).statusCode).toBe(422);
    expect((await stop(maker, reasons)).statusCode).toBe(303);
    expect(await start('ja')).toContain('確認中です');
    site.clock.set('2026-11-22T12:00:00+09:00');
    expect(await start('ja')).not.toContain('確認中です');
    const pauses = { actions: { any: ['pause.%'], none: [] } };
    const { entries } = await site.services.stores.audit.page(pauses, null, 10);
    const verbs = entries.map(({ action }) => action.replace('pause.', ''));
    expect(verbs).toEqual(['made', 'lifted', 'made']);
  });
});
