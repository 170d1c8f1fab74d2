import { describe, expect, it } from 'vitest';
import type { Locale } from '../../server/domain/procedures/locale.ts';
import { phone } from '../support/browser.ts';
import { formScene } from '../support/form-scene.ts';
import { watchDocuments } from '../support/html-source.ts';
import { pageProblems } from '../support/page-checks.ts';
import { lookUp, readReceipt } from '../support/receipt.ts';
import { go, placeOf, walkToCheck } from '../support/walk.ts';

const scene = formScene();
const PROCEDURE = 'care-certification';
const FAMILY = 'input[name="insured_name.family"]';

describe.each<Locale>(['ja', 'ja-easy', 'en'])('save and leave, in %s', (locale) => {
  it('wipes this phone and is taken up on another one, half-typed words included', async () => {
    const walk = await scene.openForm({ procedure: PROCEDURE, until: 'insured', locale });
    const { page, url } = walk;
    const typed = ['髙𠮷'];
    await page.fill(FAMILY, '髙𠮷');
    await go(page, page.locator('#form button[value="leave"]'));
    expect(await pageProblems(page, { locale, typed })).toEqual([]);
    const { number: code } = await readReceipt(page);
    expect(code.length).toBeGreaterThan(7);

    await page.goto(`${url}/${locale}/apply/${PROCEDURE}/insured`);
    expect(placeOf(page.url()).name).toBe('start');

    const other = await (await phone()).newPage();
    watchDocuments(other);
    await other.goto(`${url}/${locale}/resume`);
    await other.fill('main input[name="code"]', 'AAAA-AAAA-AAAA');
    await go(other, other.locator('main form button').first());
    expect(await other.locator('.field__error').count()).toBe(1);
    expect(await pageProblems(other, { locale })).toEqual([]);
    await other.fill('main input[name="code"]', code.toLowerCase());
    await go(other, other.locator('main form button').first());
    expect(placeOf(other.url()).name).toBe('insured');
    expect(await other.inputValue(FAMILY)).toBe('髙𠮷');
    await walkToCheck({ ...walk, page: other, until: 'check', atOnce: locale !== 'ja' });
  });
});

describe('the link that is mailed on request', () => {
  it('arrives in the mail page and opens the form', async () => {
    const { page, url } = await scene.openForm({ procedure: PROCEDURE, until: 'doctor' });
    await go(page, page.locator('#form button[value="leave"]'));
    await page.fill('main input[name="email"]', 'hanako@example.jp');
    await go(page, page.locator('main form[action$="/resume/mail"] button'));
    expect(await page.locator('main .notice--success').count()).toBe(1);
    await expect
      .poll(async () => (await fetch(`${url}/sample/mail`)).text(), { timeout: 15_000 })
      .toMatch(/\/ja\/resume\/[\w.~-]{20,}/);
    const mails = await (await fetch(`${url}/sample/mail`)).text();
    const link = /https?:\/\/[^\s"<]+\/ja\/resume\/[\w.~%-]{20,}/.exec(mails)?.[0] ?? '';

    const other = await (await phone()).newPage();
    watchDocuments(other);
    await other.goto(link);
    expect(await pageProblems(other, { locale: 'ja' })).toEqual([]);
    await go(other, other.locator('main form button').first());
    expect(placeOf(other.url()).name).toBe('doctor');
  });
});

describe('a shared phone', () => {
  it('forgets the confirmation when asked to; number and code still open it', async () => {
    const { page, url } = await scene.openForm({ procedure: PROCEDURE });
    await go(page, page.locator('#form button[value="submit"]'));
    const confirmation = page.url();
    const receipt = await readReceipt(page);
    await page.reload();
    expect(await readReceipt(page)).toEqual(receipt);
    await go(page, page.locator('main form[action$="/leave"] button'));
    await page.goto(confirmation);
    expect(await page.innerText('main')).not.toContain(receipt.number);
    await lookUp(page, `${url}/ja`, { ...receipt, code: 'AAAA-AAAA-AAAA' });
    expect(await page.locator('.error-summary').count()).toBe(1);
    await lookUp(page, `${url}/ja`, receipt);
    expect(await page.innerText('main')).toContain(receipt.number);
  });
});
