import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimsFor } from '../../server/domain/bookings/claims.ts';
import type { Resource } from '../../server/domain/bookings/resources.ts';
import { rulesOn } from '../../server/domain/bookings/rules-on.ts';
import type { Locale } from '../../server/domain/procedures/locale.ts';
import { sampleSubmission } from '../storage/samples.ts';
import { closeBrowser, phone } from '../support/browser.ts';
import { watchDocuments } from '../support/html-source.ts';
import { type ListeningSite, listeningSite } from '../support/listening-site.ts';
import { fullExample, madeUpAnswers } from '../support/made-up-answers.ts';
import { pageProblems } from '../support/page-checks.ts';
import { openPrepared } from '../support/prepared-form.ts';
import { procedureOf } from '../support/sample-town.ts';
import { go, typedWords, type Walk, walkToCheck } from '../support/walk.ts';

const COURSE = 'course-cooking';
const DAY = '2026-12-12';

let site: ListeningSite;
beforeAll(async () => {
  site = await listeningSite();
  const course = site.services.resources.find(COURSE) as Resource;
  const slots = ['day'];
  for (let seat = 0; seat < rulesOn(course, DAY).capacity; seat += 1) {
    const claims = claimsFor(course, DAY, slots);
    const id = crypto.randomUUID();
    const booking = { id, resource: COURSE, day: DAY, slots, claims, holdUntil: null };
    await site.services.stores.applications.submit(sampleSubmission({ booking }));
  }
});
afterAll(async () => {
  await closeBrowser();
  await site.close();
});

async function look(walk: Walk): Promise<void> {
  const { page, locale } = walk;
  const widths = [320, 390];
  const problems = await pageProblems(page, { locale, widths, typed: typedWords(walk) });
  expect(problems, page.url()).toEqual([]);
}

describe.each<Locale>(['ja', 'ja-easy', 'en'])('a full course on a phone, in %s', (locale) => {
  it('is chosen, said to be full on every page, and waited for', async () => {
    const procedure = procedureOf(site.services.library, 'event-application');
    const made = madeUpAnswers(procedure, fullExample(procedure), '2026-11-21');
    const page = await (await phone({ javaScript: locale !== 'ja-easy' })).newPage();
    watchDocuments(page);
    const answers = { ...made, course: COURSE };
    const walk = { page, url: site.url, locale, procedure, answers, until: 'date' };
    await openPrepared(walk);
    await page.goto(`${page.url().split('?')[0]}?month=${DAY.slice(0, 7)}&day=${DAY}`);
    await look(walk);
    await page.locator('input[name="date.slots"]').check();
    await go(page, page.locator('#form button[value="next"]'));
    await walkToCheck({ ...walk, until: 'check', atOnce: locale !== 'ja' });
    await look(walk);
    await go(page, page.locator('#form button[value="submit"]'));
    await look(walk);
    const status = await page.locator('a[href*="/status/"]').first().getAttribute('href');
    await page.goto(`${site.url}${status}`);
    await look(walk);
    const place = await site.services.stores.waitingList.counts(COURSE, DAY, DAY);
    expect(place).toMatchObject([{ waiting: ['ja', 'ja-easy', 'en'].indexOf(locale) + 1 }]);
  }, 120_000);
});
