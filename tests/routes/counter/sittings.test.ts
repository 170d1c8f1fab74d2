import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mergeFacts } from '../../../server/domain/counter/merge-facts.ts';
import { NOTHING_KNOWN, type SittingFact } from '../../../server/domain/counter/sitting.ts';
import type { RawInput } from '../../../server/domain/fields/answers.ts';
import { sampleSubmission } from '../../storage/samples.ts';
import { counterApp } from '../../support/counter-app.ts';

let site: Awaited<ReturnType<typeof counterApp>>;
beforeAll(async () => {
  site = await counterApp();
});
afterAll(() => site.close());

type Tablet = Awaited<ReturnType<typeof site.tablet>>;

const HOME = '/counter';
const OVER = '/counter?over=1';
const NAME: SittingFact = {
  type: 'name',
  value: { family: '大江', given: '花子', family_kana: 'オオエ', given_kana: 'ハナコ' },
  source: 'card',
};

const ADDRESS = {
  postcode: '9990001',
  prefecture: '見本県',
  city: '見本市',
  town: '中央町',
  street: '5-6',
};

/** Presses a button on a page of the tablet. */
async function press({ browser }: Tablet, from: string, path: string, form: RawInput = {}) {
  const { hidden } = await browser.open(from);
  const reply = await browser.post(path, { _csrf: hidden['_csrf'], ...form });
  return { status: reply.statusCode, to: String(reply.headers.location ?? ''), body: reply.body };
}

/** A sitting that was opened by its button. */
async function opened(at: Tablet, locale = 'ja') {
  const { to } = await press(at, HOME, '/counter/sittings', { locale });
  return { page: to, id: to.split('/').at(-1) ?? '' };
}

const tasksOf = (id: string) => site.services.stores.sittings.tasks(id);
const sittingOf = (id: string) => site.services.stores.sittings.find(id);
const draftsOf = async (id: string) =>
  site.services.stores.drafts.listBySession(
    (await sittingOf(id))?.sessionHash ?? '',
    site.clock.now(),
  );

const procedureOf = (id: string) => {
  const procedure = site.services.library.procedures.get(id);
  if (procedure === undefined) throw new Error(id);
  return procedure;
};

/** The log's entries about it, the oldest first. */
async function entriesOf(id: string) {
  const { entries } = await site.services.stores.audit.page({ about: [id] }, null, 50);
  return entries.toReversed();
}
const actionsOf = async (id: string) => (await entriesOf(id)).map(({ action }) => action);

async function begun(at: Tablet, page: string, procedure: string) {
  await press(at, page, `${page}/tasks`, { procedure });
  const task = (await tasksOf(page.split('/').at(-1) ?? '')).find(
    ({ procedureId }) => procedureId === procedure,
  );
  const reply = await press(at, page, `${page}/tasks/${task?.id}/begin`);
  return { task: task?.id ?? '', form: reply.to };
}

describe('a sitting', () => {
  it('begins in the resident’s language, and its forms with what is known', async () => {
    const at = await site.tablet();
    const { page, id } = await opened(at, 'vi');
    const { stores } = site.services;
    await stores.sittings.change({ id, now: site.clock.now() }, () => ({
      sitting: { facts: mergeFacts(NOTHING_KNOWN, { 'applicant.name': NAME }) },
    }));
    const dog = await begun(at, page, 'dog-registration');
    expect(dog.form).toMatch(new RegExp(`^${page}/forms/ja/dog-registration/[a-z_]+$`));
    const [draft] = await draftsOf(id);
    expect(draft).toMatchObject({ channel: 'counter', locale: 'vi' });
    expect(Object.values(draft?.answers ?? {})).toContainEqual(NAME.value);

    // What was asked for the dog is known for the water.
    const address = { ...ADDRESS, building: 'みほん荘2' };
    const field = [...procedureOf('dog-registration').fields.values()].find(
      ({ fact }) => fact === 'applicant.address',
    );
    await stores.drafts.save({
      id: draft?.id ?? '',
      revision: 0,
      answers: { ...draft?.answers, [field?.id ?? '']: address },
      locale: 'ja',
      now: site.clock.now(),
      expiresAt: new Date(site.clock.now().getTime() + 3_600_000),
    });
    await begun(at, page, 'water-service');
    const water = (await draftsOf(id)).find(({ procedureId }) => procedureId === 'water-service');
    expect(Object.values(water?.answers ?? {})).toContainEqual(NAME.value);
    const { body } = await at.browser.get(page);
    for (const text of ['大江 花子', '本人確認書類', 'みほん荘2', '聞き取り', '入力中']) {
      expect(body).toContain(text);
    }
    // Its name in Vietnamese below the Japanese one.
    expect(body).toContain('lang="vi"');
  });

  it('is one on its tablet, and begins each form once, however often it is pressed', async () => {
    const at = await site.tablet();
    const { page, id } = await opened(at);
    expect((await press(at, page, '/counter/sittings', { locale: 'en' })).to).toBe(HOME);
    expect((await at.browser.get(HOME)).headers.location).toBe(page);
    await press(at, page, `${page}/tasks`, { procedure: 'dog-registration' });
    await press(at, page, `${page}/tasks`, { procedure: 'dog-registration' });
    const [task, ...more] = await tasksOf(id);
    expect(more).toEqual([]);
    const begin = `${page}/tasks/${task?.id}/begin`;
    const all = await Promise.all([1, 2, 3].map(() => press(at, page, begin)));
    expect(new Set(all.map(({ to }) => to)).size).toBe(1);
    const [draft, ...others] = await draftsOf(id);
    expect(others).toEqual([]);
    expect((await tasksOf(id))[0]).toMatchObject({ state: 'begun', draftId: draft?.id });
    // Thought better of, and again: what was typed is still there.
    await press(at, page, `${page}/tasks/${task?.id}/leave-out`);
    expect((await tasksOf(id))[0]).toMatchObject({ state: 'left_out' });
    await press(at, page, `${page}/tasks`, { procedure: 'dog-registration' });
    expect((await tasksOf(id))[0]).toMatchObject({ state: 'begun', draftId: draft?.id });
  });

  it('finds procedures by kana and by what has happened', async () => {
    const at = await site.tablet();
    const { page } = await opened(at);
    const byKana = await at.browser.get(`${page}/add?q=${encodeURIComponent('いぬ')}`);
    expect(byKana.body).toContain('value="dog-registration"');
    expect(byKana.body).not.toContain('value="water-service"');
    const byEvent = await at.browser.get(`${page}/add?life_event=moving`);
    expect(byEvent.body).toContain('value="water-service"');
    // What its section alone may read is not typed by anybody else.
    const sealed = await at.browser.get(`${page}/add?q=DV`);
    expect(sealed.body).toContain('お客様のスマートフォンで受け付けます');
    expect(sealed.body).not.toContain('value="dv-consultation"');
    const refused = await press(at, page, `${page}/tasks`, { procedure: 'dv-consultation' });
    expect(refused.status).toBe(409);
  });

  it('ends with nothing of it, and asks first when something was typed', async () => {
    const at = await site.tablet();
    const { page, id } = await opened(at);
    await begun(at, page, 'dog-registration');
    const asked = await press(at, page, `${page}/close`);
    expect(asked.to).toBe(`${page}/close`);
    expect((await at.browser.get(asked.to)).body).toContain('犬の登録');
    expect((await press(at, asked.to, `${page}/close`, { sure: 'yes' })).to).toBe(
      '/counter?closed=1',
    );
    expect(await sittingOf(id)).toMatchObject({ state: 'closed', closedFor: 'handed_back' });
    expect(await draftsOf(id)).toEqual([]);
    for (const path of [page, `${page}/add`, `${page}/pass-on`]) {
      expect((await at.browser.get(path)).headers.location).toBe(OVER);
    }
    expect((await at.browser.get(OVER)).body).toContain('この端末にはありません');
  });
});

describe('a sitting in which all was sent', () => {
  it('shows the receipt number, never the whole telephone number, and is done', async () => {
    const at = await site.tablet();
    const { page, id } = await opened(at);
    await begun(at, page, 'dog-registration');
    const { stores } = site.services;
    const now = site.clock.now();
    const { sessionHash = '' } = (await sittingOf(id)) ?? {};
    const { id: procedureId, version, fields } = procedureOf('dog-registration');
    const phone = [...fields.values()].find(({ fact }) => fact === 'applicant.phone')?.id ?? '';
    const sent = sampleSubmission({
      sessionHash,
      application: {
        procedureId,
        version,
        answers: { [phone]: '09012345678' },
        submittedAt: now,
        receivedAt: now,
      },
    });
    await stores.applications.submit(sent);
    const { number, id: applicationId } = sent.application;
    await stores.sittings.change({ id, now }, (_, tasks) => ({
      tasks: tasks.map((task) => ({ ...task, state: 'sent', applicationId })),
    }));
    const { body } = await at.browser.get(page);
    for (const text of ['申請済み', number, '5678', 'すべて送りました'])
      expect(body).toContain(text);
    expect(body).not.toContain('09012345678');
    expect((await press(at, page, `${page}/close`)).to).toBe('/counter?closed=1');
    expect(await sittingOf(id)).toMatchObject({ closedFor: 'done' });
    expect(await stores.applications.isGranted(sessionHash, applicationId, now)).toBe(false);
  });
});

describe('somebody else’s sitting', () => {
  it('says nothing on another tablet or to another person, whatever is tried', async () => {
    const [own, other] = [await site.tablet(), await site.tablet({ tablet: '窓口2番' })];
    const { page, id } = await opened(own);
    const { task } = await begun(own, page, 'dog-registration');
    const before = await sittingOf(id);
    const posts = ['close', 'language', 'tasks', 'pass-on', 'shift', 'take-over'];
    for (const action of [...posts, `tasks/${task}/begin`, `tasks/${task}/leave-out`]) {
      const reply = await press(other, HOME, `${page}/${action}`, { sure: 'yes', locale: 'en' });
      expect([action, reply.status, reply.to]).toEqual([action, 303, OVER]);
    }
    for (const path of [page, `${page}/add`, `${page}/pass-on`, `${page}/close`]) {
      const reply = await other.browser.get(path);
      expect([reply.statusCode, reply.headers.location]).toEqual([303, OVER]);
    }
    expect(await sittingOf(id)).toEqual(before);
    expect((await other.browser.get(OVER)).body).not.toContain('犬の登録');
  });

  it('on one’s own tablet is taken over or closed, and till then it is not read', async () => {
    const at = await site.tablet();
    const { page, id } = await opened(at);
    await begun(at, page, 'dog-registration');
    const shift = await press(at, `${page}/pass-on`, `${page}/shift`);
    expect(shift.to).toBe('/office/sign-in?to=%2Fcounter');
    expect((await at.browser.get(page)).headers.location).toMatch(/^\/office\/sign-in/);
    const next = await site.member({ role: 'counter', section: 'residents', name: '次野 春' });
    next.browser.cookies['madoguchi-tablet'] = at.browser.cookies['madoguchi-tablet'] ?? '';
    const colleague = { ...next, device: at.device };
    expect((await next.browser.get(page)).headers.location).toBe(OVER);
    expect((await next.browser.get(HOME)).body).toContain('見本 花子さんの手続きが開いています');
    expect((await press(colleague, HOME, '/counter/sittings')).to).toBe(HOME);
    expect((await press(colleague, HOME, `${page}/take-over`)).to).toBe(page);
    expect((await next.browser.get(page)).body).toContain('犬の登録');
    expect(await actionsOf(id)).toEqual([
      'sitting.opened',
      'sitting.task_added',
      'sitting.task_begun',
      'sitting.shift_ended',
      'sitting.taken_over',
    ]);
  });
});

describe('at the wrong counter', () => {
  it('a resident is sent on with everything typed, and one of two colleagues goes on', async () => {
    const wrong = await site.tablet();
    const right = await site.tablet({ section: 'environment', tablet: '環境課' });
    const beside = await site.tablet({ section: 'environment', tablet: '環境課2' });
    const stranger = await site.tablet({ section: 'child', tablet: 'こども課' });
    const { page, id } = await opened(wrong, 'ko');
    await begun(wrong, page, 'dog-registration');
    const answers = (await draftsOf(id))[0]?.answers;
    const passOn = `${page}/pass-on`;
    const lost = await press(wrong, passOn, passOn, { to: 'section:nowhere', note: '急ぎです' });
    expect([lost.status, lost.body.includes('value="急ぎです"')]).toEqual([422, true]);
    const sent = await press(wrong, passOn, passOn, {
      to: 'section:environment',
      note: '大江さん。犬の登録の途中です',
    });
    expect(sent.to).toBe('/counter?passed=1');
    expect((await wrong.browser.get(page)).headers.location).toBe(OVER);
    expect((await wrong.browser.get(HOME)).body).not.toContain('犬の登録');
    expect((await press(stranger, HOME, `${page}/take-over`)).to).toBe(OVER);
    const home = (await right.browser.get(HOME)).body;
    expect(home).toContain('犬の登録');
    // Who passes by the tablet reads no names.
    expect(home).not.toContain('大江');

    const taken = await Promise.all(
      [right, beside].map((at) => press(at, HOME, `${page}/take-over`)),
    );
    expect(taken.map(({ to }) => to).sort()).toEqual([OVER, page].sort());
    const winner = taken[0]?.to === page ? right : beside;
    const { body } = await winner.browser.get(page);
    for (const text of ['大江さん。犬の登録の途中です', '入力中', '見本 花子さんから']) {
      expect(body).toContain(text);
    }
    expect((await draftsOf(id))[0]?.answers).toEqual(answers);
    expect(await sittingOf(id)).toMatchObject({ locale: 'ko', section: 'environment' });
    expect(JSON.stringify(await entriesOf(id))).not.toContain('大江');
  });
});
