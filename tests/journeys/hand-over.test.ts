import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Locale } from '../../server/domain/procedures/locale.ts';
import { phone } from '../support/browser.ts';
import { counterScene } from '../support/counter-scene.ts';
import { pageProblems } from '../support/page-checks.ts';

const scene = counterScene();

async function tabletWithSitting() {
  const { page, sitting } = await scene.tablet();
  return { tablet: page, sitting: `${scene.url}/counter/sittings/${sitting}` };
}

const fine = async (page: Page, locale: Locale) =>
  expect(await pageProblems(page, { locale })).toEqual([]);
const press = (page: Page, name: string) => page.getByRole('button', { name }).click();
const codeOn = (page: Page) => page.locator('.receipt__number').innerText();

describe('a form between a phone and the counter', () => {
  it('goes there by a scanner, is seen to be gone, and comes back by its link', async () => {
    const resident = await (await phone()).newPage();
    await resident.goto(`${scene.url}/en/apply/dog-registration`);
    await press(resident, 'Start');
    await press(resident, 'Continue at the counter');
    await fine(resident, 'en');
    await press(resident, 'Show the QR code');
    await resident.getByRole('img', { name: 'QR code to be read at the counter' }).waitFor();
    await fine(resident, 'en');
    const code = await codeOn(resident);

    const { tablet, sitting } = await tabletWithSitting();
    await tablet.goto(`${sitting}/codes`);
    await fine(tablet, 'ja');
    // A scanner is a keyboard that is quick, and presses Enter; the field has the focus already.
    await tablet.keyboard.type('MADOGUCHI:7K3MQ9TDX2HF\n');
    await tablet.getByRole('heading', { name: '受け取れませんでした' }).waitFor();
    await fine(tablet, 'ja');
    await tablet.keyboard.type(`MADOGUCHI:${code.replaceAll('-', '')}\n`);
    await tablet.getByText('犬の登録の申請').first().waitFor();
    // Nobody presses anything on the phone: its page looks by itself.
    await resident.getByRole('heading', { name: 'Handed to the counter' }).waitFor();
    await fine(resident, 'en');

    await tablet.goto(`${sitting}/codes`);
    await press(tablet, '犬の登録の申請のQRコードを表示する');
    await tablet.getByRole('heading', { name: 'Continue on your own phone' }).waitFor();
    await fine(tablet, 'ja');
    await resident.goto(`${scene.url}/en/hand-over/take/${await codeOn(tablet)}`);
    await fine(resident, 'en');
    await press(resident, 'Continue on this phone');
    await resident.waitForURL(`${scene.url}/en/apply/dog-registration/kind`);
    await tablet.getByRole('link', { name: '一覧に戻る' }).click();
    await tablet.getByText('スマートフォンで続けます').waitFor();
  }, 60_000);
});
