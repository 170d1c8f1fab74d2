import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Locale } from '../../server/domain/procedures/locale.ts';
import { formScene } from '../support/form-scene.ts';
import { countsOf } from '../support/kpi.ts';
import { pageProblems } from '../support/page-checks.ts';
import { answerPage, go, placeOf, typedWords } from '../support/walk.ts';

const scene = formScene();
const PROCEDURE = 'care-certification';
const FAMILY = 'input[name="insured_name.family"]';
const GIVEN = 'input[name="insured_name.given"]';
const next = (page: Page) => go(page, page.locator('#form button[value="next"]'));

async function switchLanguage(page: Page, to: Locale): Promise<void> {
  await page.locator('summary[lang="en"]').click();
  await go(page, page.locator(`.panel [value="language:${to}"]`));
}

describe.each([true, false])('in the middle of a form, scripts %s', (javaScript) => {
  const open = (until = 'insured') =>
    scene.openForm({ procedure: PROCEDURE, until, device: { javaScript } });

  it('switching the language keeps what was typed and leaves no string behind', async () => {
    const walk = await open();
    const { page } = walk;
    await page.fill(FAMILY, '髙𠮷');
    const typed = typedWords(walk);
    for (const locale of ['en', 'ja-easy', 'ja'] as const) {
      await switchLanguage(page, locale);
      expect(new URL(page.url()).pathname).toBe(`/${locale}/apply/${PROCEDURE}/insured`);
      expect(await page.inputValue(FAMILY)).toBe('髙𠮷');
      expect(await pageProblems(page, { locale, typed })).toEqual([]);
    }
  });

  it('the back button shows the saved page, and going on from it is no conflict', async () => {
    const walk = await open();
    const { page } = walk;
    await page.goBack();
    expect(placeOf(page.url()).name).toBe('kind');
    expect(await page.locator('input[name="kind"]:checked').count()).toBe(1);
    await next(page);
    expect(placeOf(page.url()).name).toBe('insured');
    expect(await page.locator('main .notice--warning').count()).toBe(0);
  });

  it('refreshing shows the same page again', async () => {
    const { page } = await open();
    const heading = await page.innerText('h1');
    await page.reload();
    expect(await page.innerText('h1')).toBe(heading);
  });

  it('two quick taps send one application', async () => {
    const { page, url } = await open('check');
    const before = await countsOf(url, PROCEDURE, 'ja');
    await page.locator('#form button[value="submit"]').dblclick();
    await page.waitForURL(/\/done\//);
    expect((await countsOf(url, PROCEDURE, 'ja')).received).toBe(before.received + 1);
  });

  it('sending again from the back button leads to the same confirmation', async () => {
    const { page, url } = await open('check');
    const before = await countsOf(url, PROCEDURE, 'ja');
    const body = await page.evaluate((form) => form, await hiddenOf(page));
    await go(page, page.locator('#form button[value="submit"]'));
    const confirmation = page.url();
    const again = await page.request.post(`${url}/ja/apply/${PROCEDURE}/check`, {
      form: { ...body, intent: 'submit' },
      headers: { origin: url },
    });
    expect(again.url()).toBe(confirmation);
    expect((await countsOf(url, PROCEDURE, 'ja')).received).toBe(before.received + 1);
  });

  it('two tabs: the older one says that something changed, and keeps what was typed in it', async () => {
    const walk = await open();
    const { page } = walk;
    const other = await page.context().newPage();
    await other.goto(page.url());
    const changed = { ...walk.answers, insured_phone: '00-0000-0009' };
    await answerPage({ ...walk, page: other, answers: changed }, placeOf(page.url()));
    await answerPage(walk, placeOf(page.url()));
    expect(placeOf(page.url()).name).toBe('insured');
    expect(await page.locator('main .notice').count()).toBeGreaterThan(0);
    expect(await page.inputValue(GIVEN)).not.toBe('');
    await next(page);
    expect(placeOf(page.url()).name).not.toBe('insured');
  });

  it.each(['session ended', 'token forged'])('%s: explained, nothing lost', async (how) => {
    const walk = await open();
    const { page } = walk;
    const formPage = placeOf(page.url());
    if (how === 'session ended') await page.context().clearCookies();
    else await page.$eval('#form input[name="_csrf"]', (e) => e.setAttribute('value', 'forged'));
    const replied = page.waitForResponse((r) => r.request().method() === 'POST');
    await answerPage(walk, formPage);
    expect((await replied).status()).toBe(403);
    expect(await page.locator('main .notice').count()).toBeGreaterThan(0);
    expect(await page.inputValue(GIVEN)).not.toBe('');
    expect(await pageProblems(page, { locale: 'ja' })).toEqual([]);
    await next(page);
    expect(placeOf(page.url()).name).not.toBe('insured');
  });
});

async function hiddenOf(page: Page): Promise<Record<string, string>> {
  const inputs = page.locator('#form input[type="hidden"]');
  return Object.fromEntries(
    await inputs.evaluateAll((all) =>
      all.map((input) => [input.getAttribute('name') ?? '', input.getAttribute('value') ?? '']),
    ),
  );
}

describe.each<Locale>(['ja', 'ja-easy', 'en'])('an empty page sent, in %s', (locale) => {
  it('says everything that is missing, above and beside the fields, in the same words', async () => {
    const { page } = await scene.openForm({ procedure: PROCEDURE, until: 'insured', locale });
    const title = await page.title();
    const replied = page.waitForResponse((r) => r.request().method() === 'POST');
    await next(page);
    expect((await replied).status()).toBe(422);
    expect(await page.title()).not.toBe(title);
    expect((await page.title()).endsWith(title)).toBe(true);

    const summary = page.locator('.error-summary');
    expect(await summary.evaluate((e) => e.contains(e.ownerDocument.activeElement))).toBe(true);
    const above = await summary.locator('a').allInnerTexts();
    const beside = await page.locator('.field__error').allInnerTexts();
    expect(above.length).toBeGreaterThan(3);
    expect(above.map((text) => text.trim())).toEqual(beside.map((text) => text.trim()));

    await summary.locator('a').first().click();
    const isFocused = (e: { ownerDocument: { activeElement: unknown } }) =>
      e === e.ownerDocument.activeElement;
    expect(await page.locator(FAMILY).evaluate(isFocused)).toBe(true);
    expect(await pageProblems(page, { locale })).toEqual([]);
  });
});

describe('another site', () => {
  it('can not send a form in the name of a resident', async () => {
    const { page, url } = await scene.openForm({ procedure: PROCEDURE, until: 'insured' });
    const forged = await page.request.post(page.url(), {
      form: { ...(await hiddenOf(page)), intent: 'next' },
      headers: { origin: 'https://elsewhere.example' },
    });
    expect(forged.status()).toBe(403);
    expect(await forged.text()).toContain('<h1>');
    await page.goto(`${url}/ja/apply/${PROCEDURE}/insured`);
    expect(placeOf(page.url()).name).toBe('insured');
  });
});
