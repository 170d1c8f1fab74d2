import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOCALES } from '../../../server/domain/procedures/locale.ts';
import { counterApp } from '../../support/counter-app.ts';
import type { InjectedResident } from '../../support/injected-resident.ts';

let site: Awaited<ReturnType<typeof counterApp>>;
beforeAll(async () => {
  site = await counterApp();
});
afterAll(() => site.close());

/** A tablet at the entrance: the town's, with nobody signed in on it. */
async function entrance() {
  const browser = site.resident();
  const { browser: paired } = await site.tablet({ tablet: '入口' });
  browser.cookies['madoguchi-tablet'] = paired.cookies['madoguchi-tablet'] ?? '';
  return browser;
}
async function take(browser: InjectedResident, queue: string, locale = 'ja') {
  const { path, hidden } = await browser.open(`/counter/queue/new/${locale}`);
  const taken = await browser.post(path, { ...hidden, queue });
  return {
    slip: String(taken.headers.location),
    again: () => browser.post(path, { ...hidden, queue }),
  };
}
const numberOn = (body: string) => Number(/slip__number">(\d+)</.exec(body)?.[1]);
async function press(browser: InjectedResident, action: string, more = {}) {
  const { hidden } = await browser.open('/counter/queue');
  return browser.post(action, { _csrf: hidden['_csrf'], ...more });
}
const idOf = (slip: string) => slip.split('/').at(-1) ?? '';
const step = (slip: string, name: string) => `${slip}/${name}`;
const ticket = (slip: string) => site.services.stores.queue.find(idOf(slip));
const minutesLater = (minutes: number) =>
  site.clock.set(new Date(site.clock.now().getTime() + minutes * 60_000));

describe('番号札', () => {
  it('is taken at the entrance in one’s own language, by nobody who is signed in', async () => {
    const browser = await entrance();
    const page = await browser.get('/counter/queue/new/vi');
    expect(page.body).toContain('<html lang="vi"');
    expect(page.body).toContain('Xin lấy số thứ tự');
    const { slip, again } = await take(browser, 'residents', 'vi');
    const shown = await browser.get(slip);
    expect(numberOn(shown.body)).toBe(1);
    expect(shown.headers['refresh']).toBe('30; url=/counter/queue/new');
    // A second tap is the same slip.
    expect((await again()).headers.location).toBe(slip);
    const next = await take(browser, 'residents');
    expect((await browser.get(next.slip)).body).toContain('前に1人お待ちです');
    const other = await take(browser, 'tax');
    expect(numberOn((await browser.get(other.slip)).body)).toBe(401);
    // It opens nothing else, and no other machine has it.
    expect((await browser.get('/counter/queue')).headers.location).toMatch(/^\/office\/sign-in/);
    const stranger = await site.resident().get('/counter/queue/new');
    expect(stranger.headers.location).toBe('/counter/pair');
  });

  it('is called by one desk, shown to the room, and opens a sitting in its language', async () => {
    const [one, two] = [await site.tablet(), await site.tablet({ tablet: '窓口2番' })];
    const vi = (await site.services.stores.queue.listOf('2026-11-21'))[0];
    const slip = `/counter/queue/tickets/${vi?.id}`;
    await press(one.browser, '/counter/queue/call', { queue: 'residents' });
    minutesLater(1);
    await press(two.browser, '/counter/queue/call', { queue: 'residents' });
    expect(await ticket(slip)).toMatchObject({ state: 'called', desk: '窓口1番', number: 1 });
    const screen = await (await entrance()).get('/counter/queue/screen');
    expect(screen.body).toContain('2番の方、<span lang="ja">窓口2番</span>へお越しください。');
    expect(screen.body).toContain('<ruby>番<rp>(</rp><rt>ばん</rt><rp>)</rp></ruby>');
    expect(screen.body).toContain('Mời số 1 đến');
    expect(screen.body).not.toContain(one.name);
    const sitting = await press(one.browser, step(slip, 'sitting'));
    const id = idOf(String(sitting.headers.location));
    expect(await site.services.stores.sittings.find(id)).toMatchObject({ locale: 'vi' });
    expect(await ticket(slip)).toMatchObject({ state: 'served', sittingId: id });
    // The other desk comes too late, and no empty sitting stays there.
    const late = await press(two.browser, step(slip, 'sitting'));
    expect(late.headers.location).toBe('/counter/queue?late=1');
    expect(await site.services.stores.sittings.findOn(two.device.id)).toBeUndefined();
    const now = site.clock.now();
    const end = { id, for: 'done', actor: 'staff:x', now } as const;
    await site.services.stores.sittings.close(end);
    expect(await ticket(slip)).toMatchObject({ state: 'ended', endedAt: now });
  });

  it('is moved, missed and called again from the list; a step that is none is no page', async () => {
    const at = await site.tablet({ tablet: '窓口3番' });
    const { slip } = await take(await entrance(), 'family', 'en');
    expect(
      (await press(at.browser, step(slip, 'move'), { queue: 'nowhere' })).headers.location,
    ).toBe('/counter/queue?late=1');
    await press(at.browser, step(slip, 'move'), { queue: 'tax' });
    expect(await ticket(slip)).toMatchObject({ queue: 'tax', number: 701, state: 'waiting' });
    const page = await at.browser.get('/counter/queue');
    expect(page.body).toContain('英語');
    await press(at.browser, '/counter/queue/call', { queue: 'tax' });
    const called = (await site.services.stores.queue.listOf('2026-11-21')).find(
      ({ desk }) => desk === '窓口3番',
    );
    const own = `/counter/queue/tickets/${called?.id}`;
    expect(called?.number).toBe(401);
    await press(at.browser, step(own, 'miss'));
    expect((await at.browser.get('/counter/queue')).body).toContain('401番をもう一度呼ぶ');
    await press(at.browser, step(own, 'call'));
    expect(await ticket(own)).toMatchObject({ state: 'called', calls: 2 });
    expect((await press(at.browser, step(own, 'constructor'))).statusCode).toBe(404);
  });
});

describe('waiting times', () => {
  it('are for those who answer for them, and for everybody from five people on', async () => {
    const at = await site.tablet({ tablet: '窓口5番' });
    site.clock.set('2027-02-17T09:00:00+09:00');
    const browser = await site.signIn(at.id);
    browser.cookies['madoguchi-tablet'] = at.browser.cookies['madoguchi-tablet'] ?? '';
    const door = await entrance();
    const waited = async (minutes: number) => {
      const { slip } = await take(door, 'tax');
      minutesLater(minutes);
      await press(browser, '/counter/queue/call', { queue: 'tax' });
      await press(browser, step(slip, 'serve'));
    };
    const published = async () => (await site.resident().get('/open-data/indicators.json')).json();
    for (const minutes of [10, 4, 7, 2]) await waited(minutes);
    expect((await published()).waiting_minutes.years).toEqual([]);
    await waited(3);
    expect((await published()).waiting_minutes.years).toEqual([
      { fiscal_year: 2026, tickets: 5, median: 4, p90: 10 },
    ]);
    // Taken at nine and served within the hour: about five minutes for the next one.
    expect((await door.get('/counter/queue/new')).body).toContain('およそ5分待ち');
    expect((await browser.get('/counter/queue/figures')).statusCode).toBe(403);
    const { browser: manager } = await site.member({ role: 'section_manager', section: 'child' });
    const figures = await manager.get('/counter/queue/figures');
    expect(figures.body).toMatch(/9時台<\/th><td class="number">5<\/td><td class="number">4分/);
  });

  it.each(LOCALES)('stand beside the plan in %s', async (locale) => {
    const { body } = await site.resident().get(`/${locale}/indicators`);
    const section =
      /<section[^>]*aria-labelledby="waiting">(.*?)<\/section>/s.exec(body)?.[1] ?? '';
    for (const number of ['90', '45', '10', '4', '2029']) expect(section).toContain(number);
  });
});

describe('certificates', () => {
  it('are entered with one tap, taken back by who entered them, and published', async () => {
    const [one, two] = [await site.tablet(), await site.tablet({ tablet: '窓口2番' })];
    const { path, hidden } = await one.browser.open('/counter/issues');
    const form = { ...hidden, issue: 'residence.3' };
    expect((await one.browser.post(path, form)).statusCode).toBe(303);
    await one.browser.post(path, form);
    minutesLater(1);
    await one.browser.post(path, { ...form, entry: randomUUID(), issue: 'seal.2' });
    expect((await one.browser.post(path, { ...form, issue: 'residence.99' })).statusCode).toBe(404);
    const page = await one.browser.get(path);
    const undo = /action="([^"]+undo)"/.exec(page.body)?.[1] ?? '';
    const wrong = await press(two.browser, undo);
    expect(wrong.statusCode).toBe(409);
    const copies = async () => {
      const { certificates_issued } = (
        await site.resident().get('/open-data/indicators.json')
      ).json();
      return certificates_issued.copies;
    };
    // Counted by hand: three residence certificates and two of seals, of which the later ones are taken back.
    expect(await copies()).toBe(5);
    await press(one.browser, undo);
    expect(await copies()).toBe(3);
    const id = await site.sitting(one);
    const own = await one.browser.open(`/counter/sittings/${id}/issues`);
    await one.browser.post(own.path, { ...own.hidden, issue: 'income.1' });
    const [last] = await site.services.stores.issues.listSince(site.clock.now());
    expect(last).toMatchObject({ kind: 'income', copies: 1, sittingId: id });
  });
});

describe('paper for when the line is down', () => {
  it('is printed from the definition, and what was sent is printed again by its number', async () => {
    const { browser } = await site.tablet();
    const pdf = await browser.get('/counter/paper/dog-registration?language=vi');
    expect(pdf.headers['content-type']).toBe('application/pdf');
    expect(pdf.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
    expect((await browser.get('/counter/paper/no-such')).statusCode).toBe(404);
    const { path, hidden } = await browser.open('/counter/paper');
    const none = await browser.post(path, { ...hidden, number: '2611-0000-0000' });
    expect(none.statusCode).toBe(422);
    expect(none.body).toContain('value="2611-0000-0000"');
  });
});
