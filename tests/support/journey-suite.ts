import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Locale } from '../../server/domain/procedures/locale.ts';
import type { Library } from '../../server/domain/procedures/procedure.ts';
import { todayInTokyo } from '../../server/lib/jst-date.ts';
import { closeBrowser, phone } from './browser.ts';
import { watchDocuments } from './html-source.ts';
import { countsOf } from './kpi.ts';
import { fullExample, madeUpAnswers } from './made-up-answers.ts';
import { ALL_WIDTHS, pageProblems } from './page-checks.ts';
import { type PaymentStory, pay } from './payment-steps.ts';
import { startSampleTown } from './prepared-town.ts';
import { lookUp, type Receipt, readReceipt } from './receipt.ts';
import { loadSampleTown, procedureOf } from './sample-town.ts';
import type { RunningServer } from './server.ts';
import { go, placeOf, typedWords, type Walk, walkToCheck } from './walk.ts';

/** One phone, one language, one way to pay: together they meet every situation once. */
interface Variant {
  readonly locale: Locale;
  readonly javaScript: boolean;
  readonly story: PaymentStory;
  /** Every page on the way is looked at closely. */
  readonly checked: boolean;
}

/** `npm run test:full` looks at everything. */
const isFull = process.env['TEST_FULL'] === '1';

const VARIANTS: readonly Variant[] = [
  { locale: 'ja', javaScript: false, story: 'card', checked: true },
  { locale: 'ja-easy', javaScript: false, story: 'konbini_later', checked: true },
  // The pages are the ones in Japanese; their English is looked at in tests/journeys/every-procedure.
  { locale: 'en', javaScript: false, story: 'card_refused_first', checked: isFull },
  { locale: 'ja', javaScript: true, story: 'card_refused_first', checked: false },
  { locale: 'ja-easy', javaScript: true, story: 'leaves_and_returns', checked: false },
  { locale: 'en', javaScript: true, story: 'konbini_later', checked: false },
];

/** Pages in which a procedure says nothing of its own but its title. */
const ALIKE = new Set(['home', 'search', 'pay', 'withdraw', 'withdrawn']);

const WALK_LIMIT_MS = 120_000;

/** From the front page, by search, to the first page of the form. */
async function findAndBegin(walk: Walk): Promise<void> {
  const { page, url, locale, procedure } = walk;
  await page.goto(`${url}/${locale}/`);
  await walk.onPage?.('home');
  await page.fill(
    'main input[name="q"]',
    procedure.text(locale, 'keywords')?.split(' ')[0] ?? procedure.id,
  );
  await go(page, page.locator('main form[role="search"] button'));
  await walk.onPage?.('search');
  const found = `main a[href="/${locale}/apply/${procedure.id}?via=search"]`;
  await go(page, page.locator(found).first());
  await walk.onPage?.('start');
  await go(page, page.locator('main button[value="new"]'));
}

/** A change link leads to its page, and from there straight back. */
async function changeAndReturn(walk: Walk): Promise<void> {
  const { page } = walk;
  await go(page, page.locator('.summary-list a').first());
  expect(placeOf(page.url()).name).not.toBe('check');
  await go(page, page.locator('#form button[value="next"]').first());
  expect(placeOf(page.url()).name).toBe('check');
}

async function submitAndPay(walk: Walk, story: PaymentStory): Promise<Receipt> {
  const { page } = walk;
  await go(page, page.locator('#form button[value="submit"]'));
  if (placeOf(page.url()).name === 'pay') {
    await walk.onPage?.('pay');
    await pay(page, story);
  }
  expect(placeOf(page.url()).name).toBe('done');
  await walk.onPage?.('done');
  return readReceipt(page);
}

/** Another phone, number and code alone: the state is there, and the application can be taken back. */
async function lookUpAndWithdraw(walk: Walk, receipt: Receipt): Promise<void> {
  const { page, url, locale } = walk;
  await lookUp(page, `${url}/${locale}`, receipt);
  await walk.onPage?.('status');
  expect(await page.locator('.timeline').innerText()).not.toBe('');
  expect(await page.innerText('main')).toContain(receipt.number);
  await go(page, page.locator('main a[href$="/withdraw"]'));
  await walk.onPage?.('withdraw');
  await go(page, page.locator('main form button').first());
  await walk.onPage?.('withdrawn');
  expect(await page.locator('main a[href$="/withdraw"]').count()).toBe(0);
}

/** One look is enough for all rows of a page, and for what every procedure has in the same words. */
function eachOnce(): (place: string, url: string) => boolean {
  const looked = new Set<string>();
  return (place, url) => {
    const path = new URL(url).pathname.replace(/\/\d+$/, '/row');
    const kind = place.replace(/ \d+$/, '');
    const page = `${kind} ${ALIKE.has(kind) ? path.split('/')[1] : path}`;
    const found = isFull || !looked.has(page);
    looked.add(page);
    return found;
  };
}

/** Walks these procedures from search to withdrawal, in every language, with scripts on and off. */
export function journeySuite(ids: readonly string[]): void {
  let server: RunningServer;
  let library: Library;
  beforeAll(async () => {
    [server, library] = await Promise.all([startSampleTown(), loadSampleTown()]);
  });
  afterAll(async () => {
    await closeBrowser();
    expect(await server?.stop()).toBe(0);
  });

  const isNew = eachOnce();

  async function openWalk(id: string, variant: Variant, context: BrowserContext): Promise<Walk> {
    const { locale, checked } = variant;
    const procedure = procedureOf(library, id);
    const answers = madeUpAnswers(procedure, fullExample(procedure), todayInTokyo(new Date()));
    const page = await context.newPage();
    watchDocuments(page);
    const typed = typedWords({ procedure, answers });
    const widths = locale === 'ja' ? ALL_WIDTHS : [];
    const look = (at: Page) => pageProblems(at, { locale, typed, widths });
    return {
      page,
      url: server.url,
      locale,
      procedure,
      answers,
      // The hand that types is the one in Japanese; without scripts nothing would feel it, and every
      // form is filled in by one in tests/journeys/every-procedure.
      atOnce: !variant.javaScript || (!isFull && locale !== 'ja'),
      onPage: checked
        ? async (place) => {
            if (isNew(place, page.url())) expect.soft(await look(page), place).toEqual([]);
          }
        : undefined,
    };
  }

  describe.each(ids)('%s', (id) => {
    it.each(VARIANTS)(
      'in $locale, scripts $javaScript, $story',
      { timeout: WALK_LIMIT_MS },
      async (variant) => {
        const before = await countsOf(server.url, id, variant.locale);
        const mine = await phone({ javaScript: variant.javaScript });
        const walk = await openWalk(id, variant, mine);
        await findAndBegin(walk);
        await walkToCheck(walk);
        await walk.onPage?.('check');
        await changeAndReturn(walk);
        const receipt = await submitAndPay(walk, variant.story);
        await mine.close();

        const after = await countsOf(server.url, id, variant.locale);
        expect(after).toEqual({
          started: before.started + 1,
          received: before.received + 1,
          shown: before.shown + 1,
        });
        const other = await phone({ javaScript: variant.javaScript });
        await lookUpAndWithdraw(await openWalk(id, variant, other), receipt);
        await other.close();
      },
    );
  });
}
