import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Locale } from '../../server/domain/procedures/locale.ts';
import { phone } from '../support/browser.ts';
import { formScene } from '../support/form-scene.ts';
import { watchDocuments } from '../support/html-source.ts';
import { ALL_WIDTHS, pageProblems } from '../support/page-checks.ts';
import { pay } from '../support/payment-steps.ts';
import { lookUp, readReceipt } from '../support/receipt.ts';
import { go, placeOf, typedWords, walkToCheck } from '../support/walk.ts';

const scene = formScene();
const PROCEDURE = 'facility-booking';
const submit = (page: Page) => go(page, page.locator('#form button[value="submit"]'));

/** Day that is chosen in the calendar of the form. */
const chosenDay = (page: Page) => page.locator('#form input[name$=".day"]').getAttribute('value');

async function free(url: string, resource: string, day: string): Promise<number> {
  const page = await (await phone()).newPage();
  await page.goto(`${url}/ja/bookings/${resource}?month=${day.slice(0, 7)}&day=${day}`);
  const count = await page.locator('.divisions__item a.button').count();
  await page.context().close();
  return count;
}

describe.each<Locale>(['ja', 'ja-easy', 'en'])('the last free time, in %s', (locale) => {
  it('goes to the first who sends; the other is offered what is still free, and takes it', async () => {
    const skipDays = { ja: 0, 'ja-easy': 2, en: 4 }[locale as 'ja'];
    const first = await scene.openForm({ procedure: PROCEDURE, skipDays });
    const second = await scene.openForm({ procedure: PROCEDURE, locale, skipDays });
    await submit(first.page);
    expect(placeOf(first.page.url()).name).toBe('pay');

    const { page } = second;
    const replied = page.waitForResponse((r) => r.request().method() === 'POST');
    await submit(page);
    expect((await replied).status()).toBe(409);
    expect(await page.locator('.error-summary').count()).toBe(1);
    const widths = locale === 'ja' ? ALL_WIDTHS : [];
    expect(await pageProblems(page, { locale, typed: typedWords(second), widths })).toEqual([]);

    await go(page, page.locator('.error-summary a').first());
    expect(placeOf(page.url()).name).toBe('slot');
    await walkToCheck({ ...second, atOnce: locale !== 'ja' });
    await submit(page);
    expect(placeOf(page.url()).name).toBe('pay');
  });
});

describe('a booking that is paid and taken back', () => {
  it('frees its time for others', async () => {
    const walk = await scene.openForm({ procedure: PROCEDURE, until: 'use', skipDays: 8 });
    const { page, url } = walk;
    await page.goBack();
    const day = (await chosenDay(page)) ?? '';
    const resource =
      (await page.locator('#form input[name$=".resource"]').getAttribute('value')) ?? '';
    const before = await free(url, resource, day);
    await go(page, page.locator('#form button[value="next"]'));
    await walkToCheck({ ...walk, until: 'check', atOnce: true });
    await submit(page);
    expect(await free(url, resource, day)).toBe(before - 1);
    await pay(page, 'card');

    const file = await page.request.get(`${page.url()}/calendar.ics`);
    expect(await file.text()).toMatch(/BEGIN:VEVENT[\s\S]*DTSTART[^\r\n]*T\d{6}/);

    const receipt = await readReceipt(page);
    const other = await (await phone()).newPage();
    await lookUp(other, `${url}/ja`, receipt);
    await go(other, other.locator('main a[href$="/withdraw"]'));
    await go(other, other.locator('main form button').first());
    expect(await free(url, resource, day)).toBe(before);
  });
});

describe('a full day', () => {
  it('is marked in the calendar, offers nothing, and names other places', async () => {
    const { url } = await scene.openForm({ procedure: PROCEDURE, until: 'slot' });
    const page = await (await phone()).newPage();
    watchDocuments(page);
    await page.goto(`${url}/ja/bookings/meeting-room`);
    await go(page, page.locator('.calendar__day--open a, .calendar__day--few a').nth(3));
    const day = new URL(page.url()).searchParams.get('day') ?? '';
    for (let left = await free(url, 'meeting-room', day); left > 0; left -= 1) {
      const walk = await scene.openForm({ procedure: PROCEDURE, until: 'slot' });
      await book(walk.page, walk, url, day);
    }
    await page.reload();
    expect(await page.locator('.divisions__item a.button').count()).toBe(0);
    const number = String(Number(day.slice(8)));
    const cell = page.locator('.calendar__day--full', { hasText: number });
    expect(await cell.count()).toBeGreaterThan(0);
    expect(await pageProblems(page, { locale: 'ja', widths: ALL_WIDTHS })).toEqual([]);
  });
});

/** Takes one free time of that day in the meeting room, from the booking page on. */
async function book(page: Page, walk: Parameters<typeof walkToCheck>[0], url: string, day: string) {
  await page.goto(`${url}/ja/bookings/meeting-room?month=${day.slice(0, 7)}&day=${day}`);
  await go(page, page.locator('.divisions__item a.button').first());
  if (placeOf(page.url()).name === 'start')
    await go(page, page.locator('main button[value="new"]'));
  const answers = { ...walk.answers, facility: 'meeting-room', people: 5 };
  await walkToCheck({ ...walk, page, answers, until: 'check', atOnce: true });
  await submit(page);
  expect(placeOf(page.url()).name).toBe('pay');
  await page.context().close();
}
