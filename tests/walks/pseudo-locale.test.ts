import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkReport } from '../../server/domain/procedures/check-report.ts';
import { closeBrowser, phone } from '../support/browser.ts';
import { findOverflow, readTexts } from '../support/in-page.mjs';
import { type ListeningSite, listeningSite } from '../support/listening-site.ts';
import { fullExample, madeUpAnswers } from '../support/made-up-answers.ts';
import { addPseudoLanguage, PSEUDO, type TownInPseudo } from '../support/pseudo-locale.ts';
import { lookUp, readReceipt } from '../support/receipt.ts';
import { procedureOf } from '../support/sample-town.ts';
import { begin, go, placeOf, type Walk, walkToCheck } from '../support/walk.ts';

const TODAY = '2026-11-21';
const NARROW = [390, 320];
const OVER_HTTP = ['bulky-waste', 'facility-booking', 'care-certification'];
const ON_A_PHONE = ['dog-registration', 'child-allowance-amount-change'];

/** Dates and lists of months come from the system in English, eras have no other name; codes and formats are no words. */
const NOT_OURS =
  /\b(\w+day|and (?=January|February|March)|January|February|March|April|May|June|July|August|September|October|November|December|Reiwa|Heisei|Showa|CSV|JSON|[A-Z0-9]{4,}(-[A-Z0-9]{4,})*)\b|\S+@\S+|https?:\/\/\S+/g;
const ENGLISH = /[A-Za-z]{2,}/;

let town: TownInPseudo;
let site: ListeningSite;

beforeAll(async () => {
  town = addPseudoLanguage();
  site = await listeningSite(town.env);
});
afterAll(async () => {
  await closeBrowser();
  await site?.close();
  town?.remove();
});

function wishOf(id: string) {
  const procedure = procedureOf(site.services.library, id);
  const answers = madeUpAnswers(procedure, fullExample(procedure), TODAY);
  return { procedure, answers, locale: PSEUDO };
}

describe('a language that came by files alone', () => {
  it('breaks no definition and leaves no text of one out', () => {
    const { library } = site.services;
    expect([...library.broken.keys()]).toEqual([]);
    expect(library.warnings).toEqual([]);
    const checks = checkReport(town.env.PROCEDURES_DIR, library);
    const short = checks.filter(({ coverage }) => {
      const found = coverage?.get(PSEUDO);
      return found === undefined || found.translated < found.all;
    });
    expect(short.map(({ id }) => id)).toEqual([]);
    expect(checks.length).toBeGreaterThan(30);
  });

  it.each(OVER_HTTP)('leads through %s to the receipt', async (id) => {
    const resident = site.resident();
    const check = await resident.fill({ ...wishOf(id), until: 'check' });
    expect(check.path).toBe(`/${PSEUDO}/apply/${id}/check`);
    expect(check.page.statusCode, check.page.body).toBe(200);
    const sent = await resident.post(check.path, { ...check.hidden, intent: 'submit' });
    expect(sent.statusCode).toBe(303);
    const to = String(sent.headers['location']);
    expect(to).toMatch(new RegExp(`^/${PSEUDO}/.*(done|pay)`));
    expect((await resident.get(to)).statusCode).toBe(200);
  });
});

/** What is too wide on a phone, and what is still said in English. */
async function problemsOf(page: Page, typed: readonly string[]): Promise<string[]> {
  const problems: string[] = [];
  for (const width of NARROW) {
    await page.setViewportSize({ width, height: 844 });
    problems.push(...(await page.evaluate(findOverflow)).map((text) => `${width} px: ${text}`));
  }
  for (const { lang, text } of await page.evaluate(readTexts)) {
    const ours = typed.reduce((rest, word) => rest.replaceAll(word, ''), text);
    if (lang === PSEUDO && ENGLISH.test(ours.replace(NOT_OURS, ''))) {
      problems.push(`not translated: 「${text}」`);
    }
  }
  return problems.map((problem) => `${new URL(page.url()).pathname} ${problem}`);
}

const textsIn = (value: unknown): string[] =>
  typeof value === 'object' && value !== null
    ? Object.values(value).flatMap(textsIn)
    : typeof value === 'string'
      ? [value]
      : [];

describe('its long words on a phone', () => {
  it.each(['', 'procedures', 'status', 'bookings', 'indicators', 'apply/no-such-page'])(
    'fit on /%s',
    async (path) => {
      const context = await phone();
      const page = await context.newPage();
      await page.goto(`${site.url}/${PSEUDO}/${path}`);
      expect(await problemsOf(page, [])).toEqual([]);
      expect(await page.innerText('h1')).not.toBe('');
      await context.close();
    },
  );

  it.each(ON_A_PHONE)(
    'fit on every page of %s, and after it',
    async (id) => {
      const context = await phone();
      const page = await context.newPage();
      const wish = wishOf(id);
      const typed = textsIn(wish.answers).sort((a, b) => b.length - a.length);
      const look = async (place: string) =>
        expect.soft(await problemsOf(page, typed), place).toEqual([]);
      const walk: Walk = { ...wish, page, url: site.url, onPage: look, atOnce: true };
      await page.goto(`${site.url}/${PSEUDO}/apply/${id}`);
      await look('start');
      await begin(walk);
      await walkToCheck(walk);
      await look('check');
      await go(page, page.locator('#form button[value="submit"]'));
      await look('done');
      if (placeOf(page.url()).name === 'done') {
        await lookUp(page, `${site.url}/${PSEUDO}`, await readReceipt(page));
        await look('status');
      }
      await context.close();
    },
    60_000,
  );
});
