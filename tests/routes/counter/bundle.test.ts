import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { counterApp } from '../../support/counter-app.ts';

let site: Awaited<ReturnType<typeof counterApp>>;
let at: Awaited<ReturnType<typeof site.tablet>>;
beforeAll(async () => {
  site = await counterApp();
  at = await site.tablet();
});
afterAll(() => site.close());

const NO = {
  bundle: 'moving-in',
  uninsured: 'no',
  children: 'no',
  care: 'no',
  water: 'no',
  bulky: 'no',
  dogs: 'no',
};

const pathOf = (id: string) => `/counter/sittings/${id}/bundle`;
const tasksOf = async (id: string) =>
  Object.fromEntries(
    (await site.services.stores.sittings.tasks(id)).map(({ procedureId, state }) => [
      procedureId,
      state,
    ]),
  );

async function answer(id: string, form: Readonly<Record<string, string>>) {
  const { hidden } = await at.browser.open(`${pathOf(id)}?bundle=${form['bundle']}`);
  return at.browser.post(pathOf(id), { _csrf: hidden['_csrf'], ...form });
}

describe('a bundle at the counter', () => {
  it('asks what matters, in two languages, and makes the task list', async () => {
    const id = await site.sitting(at, 'vi' as 'ja');
    const cards = await at.browser.get(pathOf(id));
    expect(cards.body).toContain('引っ越してきた（転入）');
    expect(cards.body).toContain('Chuyển đến Mihon');
    const questions = await at.browser.get(`${pathOf(id)}?bundle=moving-in`);
    expect(questions.body).toContain('犬を飼っていますか');
    expect(questions.body).toContain('lang="vi">Bạn có nuôi chó không?');

    const form = { ...NO, uninsured: 'yes', children: 'yes', dogs: 'yes' };
    const asked = await answer(id, form);
    expect(asked.statusCode).toBe(422);
    expect(asked.body).toContain('「生活費を主に出している親は、公務員ですか」に答えてください。');
    // What was said stays said.
    expect(asked.body).toMatch(/name="dogs" value="yes" checked/);
    expect(await tasksOf(id)).toEqual({});

    const done = await answer(id, {
      ...form,
      public_servant: 'no',
      nursery: 'no',
      all_chips: 'no',
    });
    expect([done.statusCode, done.headers.location]).toEqual([303, `/counter/sittings/${id}`]);
    expect(await tasksOf(id)).toEqual({
      'national-health-insurance': 'to_do',
      'child-allowance': 'to_do',
      'dog-registration': 'to_do',
    });
    const list = await at.browser.get(`/counter/sittings/${id}`);
    expect(list.body).toContain('Đổi thẻ chó của nơi ở trước sang thẻ của Mihon.');
    const sitting = await site.services.stores.sittings.find(id);
    expect(sitting?.bundle).toBe('moving-in');
    expect(sitting?.facts.bundleAnswers).toMatchObject({ children: true, public_servant: false });
    await site.services.stores.sittings.close({
      id,
      for: 'done',
      actor: 'test',
      now: site.clock.now(),
    });
  });

  it('lets the answers be changed: what is begun stays, what is not needed is left out', async () => {
    const id = await site.sitting(at);
    await answer(id, { ...NO, water: 'yes', bulky: 'yes' });
    const tasks = await site.services.stores.sittings.tasks(id);
    await site.services.stores.sittings.change({ id, now: site.clock.now() }, () => ({
      tasks: tasks
        .filter(({ procedureId }) => procedureId === 'water-service')
        .map((task) => ({ ...task, state: 'begun' })),
    }));
    const again = await at.browser.get(pathOf(id));
    expect(again.body).toMatch(/name="water" value="yes" checked/);
    await answer(id, { ...NO, uninsured: 'yes' });
    expect(await tasksOf(id)).toEqual({
      'water-service': 'begun',
      'bulky-waste': 'left_out',
      'national-health-insurance': 'to_do',
    });
    expect((await answer(id, { bundle: 'no-such-thing' })).statusCode).toBe(404);
    await site.services.stores.sittings.close({
      id,
      for: 'done',
      actor: 'test',
      now: site.clock.now(),
    });
    // Its end is the end of what was answered.
    expect((await at.browser.get(pathOf(id))).headers.location).toBe('/counter?over=1');
    expect((await site.services.stores.sittings.find(id))?.facts.bundleAnswers).toEqual({});
  });
});

describe('figures of the counter', () => {
  it('are for those who may see them, as tables and as a file', async () => {
    expect((await at.browser.get('/counter/figures')).statusCode).toBe(403);
    const chief = await site.member({ role: 'section_manager', section: 'residents' });
    const page = await chief.browser.get('/counter/figures');
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('引っ越してきた（転入）');
    expect(page.body).toContain('令和8年度');
    const file = await chief.browser.get('/counter/figures.csv?year=2026');
    expect(file.headers['content-type']).toBe('text/csv; charset=utf-8');
    // Both sittings of this file: too few in a language to be told, but not in all.
    expect(file.body).toContain('月ごと,年度の合計,手続きに来た組数,2');
    expect(file.body).toMatch(/お客様のことば（組数）,ベトナム語,2026年11月,＊/);
    expect((await chief.browser.get('/counter/figures?year=1066')).body).toContain('令和8年度');
  });
});
