import { describe, expect, it } from 'vitest';
import { bookingApp } from './booking-app.ts';

const ALL = ['am', 'pm', 'night'];

/** Text as a person reads it: no tags, no ruby readings, single spaces. */
const readable = (html: string) =>
  html
    .replace(/<rp>.*?<\/rp>|<rt>.*?<\/rt>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

async function get(url: string, ...given: Parameters<typeof bookingApp>) {
  const app = await bookingApp(...given);
  const reply = await app.inject({ url });
  await app.close();
  return { status: reply.statusCode, html: reply.body, text: readable(reply.body) };
}

const hrefs = (html: string) =>
  [...html.matchAll(/href="([^"]+)"/g)].map(([, href]) => href?.replaceAll('&amp;', '&'));

describe('the list of facilities', () => {
  it('names each with its next free day and the free days of this month', async () => {
    const { status, html, text } = await get('/ja/bookings', [['hall', '2026-11-28', ALL]]);
    expect(status).toBe(200);
    expect(hrefs(html)).toContain('/ja/bookings/arena-half-a');
    expect(text).toContain('市民ホール');
    expect(text).toContain('いちばん早い空き：2026年11月29日（令和8年・日）');
    // 25–29 November for the arena: the 24th is closed instead of the holiday on the 23rd.
    expect(text).toContain('2026年11月 空き5日');
    expect(html).not.toContain('waste-');
  });

  it.each(['ja-easy', 'en'])('reads in %s', async (language) => {
    const { status, text } = await get(`/${language}/bookings`);
    expect(status).toBe(200);
    expect(text).not.toMatch(/[{}]/);
  });
});

describe('a facility', () => {
  it('shows the month, with links only on days that can be chosen', async () => {
    const { html, text } = await get('/ja/bookings/hall?month=2026-12', [
      ['hall', '2026-12-05', ALL],
      ['hall', '2026-12-06', ['am']],
    ]);
    const links = hrefs(html).filter((href) => href?.includes('&day='));
    expect(links).toContain('/ja/bookings/hall?month=2026-12&day=2026-12-05#day');
    expect(links).not.toContain('/ja/bookings/hall?month=2026-12&day=2026-12-07#day'); // a Monday
    expect(links.some((href) => href?.includes('2026-12-28'))).toBe(false); // year end
    expect(text).toContain(' 4 ○ 空きあり 5 × 空きなし 6 △ 空きわずか 7 休 休館日です 8 ');
    expect(text).toContain(' 31 休 年末年始のため休みです ');
  });

  it('leads from a free division into the application, with its price of that day', async () => {
    const { html, text } = await get('/ja/bookings/arena-half-a?month=2026-12&day=2026-12-06', [
      ['arena', '2026-12-06', ['pm']],
    ]);
    const links = hrefs(html).filter((href) => href?.startsWith('/ja/apply/'));
    expect(links).toEqual([
      '/ja/apply/facility-booking?resource=arena-half-a&day=2026-12-06&slot=am',
      '/ja/apply/facility-booking?resource=arena-half-a&day=2026-12-06&slot=night',
    ]);
    expect(text).toContain('3,440円から');
    expect(text).toContain('予約済み');
  });

  it('offers other days and places when the day is full', async () => {
    const { html, text } = await get('/ja/bookings/hall?day=2026-12-05', [
      ['hall', '2026-12-05', ALL],
    ]);
    expect(text).toContain('ほかに空いている日や施設');
    expect(hrefs(html)).toContain('/ja/bookings/hall?month=2026-12&day=2026-12-06#day');
    expect(hrefs(html)).toContain('/ja/bookings/arena?month=2026-12&day=2026-12-05#day');
  });

  it('a closed day says why and offers nothing', async () => {
    const { html, text } = await get('/ja/bookings/hall?day=2026-11-24');
    expect(text).toContain('祝日の振替で休館日です');
    expect(html).not.toContain('/ja/apply/');
  });

  it('a month that is not open yet, and one that is over, say so and lead back', async () => {
    const early = await get('/ja/bookings/arena?month=2027-06');
    expect(early.status).toBe(200);
    expect(early.text).toContain('今は2027年2月まで予約できます');
    expect(hrefs(early.html)).toContain('/ja/bookings/arena?month=2027-02#calendar');
    const past = await get('/ja/bookings/arena?month=2020-01');
    expect(past.text).toContain('この月は終わりました');
    expect(hrefs(past.html)).toContain('/ja/bookings/arena?month=2026-11#calendar');
  });

  it('opens on the first month with a day that can still be booked', async () => {
    const { html } = await get('/ja/bookings/hall', [], { now: '2026-11-29T10:00:00+09:00' });
    expect(html).toMatch(/calendar__title">2026年12月/);
  });

  it.each([
    'month=2026-13',
    'month=',
    'day=2026-02-30',
    'day=x&month=y',
    'month=2026-12&month=2027-01',
    'month=2026-12&day=2027-01-05',
    'month=9999-12',
    'month=0001-01',
  ])('an odd question gets a page all the same: %s', async (query) => {
    expect((await get(`/ja/bookings/hall?${query}`)).status).toBe(200);
  });

  it.each(['pool', 'waste-north', '__proto__'])('%s is not found', async (id) => {
    const { status, html } = await get(`/ja/bookings/${id}`);
    expect(status).toBe(404);
    expect(hrefs(html)).toContain('/ja/bookings');
  });

  it('still shows what is free while the application cannot be made', async () => {
    const { html, text } = await get('/ja/bookings/hall?day=2026-12-05', [], { broken: true });
    expect(text).toContain('お電話でお申し込みください');
    expect(html).not.toContain('/apply/');
  });

  it.each(['ja-easy', 'en'])('reads in %s', async (language) => {
    const { status, text } = await get(`/${language}/bookings/hall?day=2027-01-27`);
    expect(status).toBe(200);
    expect(text).not.toMatch(/[{}]/);
    if (language === 'en') expect(text).toContain('inspection of the stage equipment');
  });
});
