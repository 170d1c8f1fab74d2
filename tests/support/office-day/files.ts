import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import iconv from 'iconv-lite';
import { expect } from 'vitest';
import { todayInTokyo } from '../../../server/lib/jst-date.ts';
import type { Desk } from './desk.ts';

export type Format = 'utf8' | 'cp932' | 'json';

/** A file as it arrived, and which characters it was said to lack. */
export interface Fetched {
  readonly bytes: Buffer;
  /** Receipt number and 「é」（U+00E9）. */
  readonly lacking: readonly (readonly [number: string, character: string])[];
}

/** Asks for a file of today's cases. @returns the address of its page */
export async function askForFile(desk: Desk, procedure: string, format: Format): Promise<string> {
  const { page } = desk;
  await desk.to('/office/exports');
  await desk.look('exports');
  const today = todayInTokyo(new Date());
  await page.selectOption('select[name="procedure"]', procedure);
  await page.fill('input[name="from"]', today);
  await page.fill('input[name="to"]', today);
  await page.check(`input[name="format"][value="${format === 'json' ? 'json' : 'csv'}"]`);
  await page.check(`input[name="encoding"][value="${format === 'cp932' ? 'cp932' : 'utf8'}"]`);
  await desk.press('書き出しを始める');
  desk.did('export.started');
  return new URL(page.url()).pathname;
}

/** Waits until the file is made, says yes to 〓 where it has to, and takes it. */
export async function takeFile(desk: Desk, path: string): Promise<Fetched> {
  const { page } = desk;
  const isMade = async () => {
    await desk.to(path);
    return /受け取れます|書けない文字/.test(await page.innerText('main h1'));
  };
  for (let looks = 0; !(await isMade()); looks += 1) expect(looks, 'looks').toBeLessThan(100);
  desk.did('export.cases');
  desk.did('export.made');
  const rows = await page.locator('main .office-scroll tbody tr').all();
  const lacking = await Promise.all(
    rows.map(async (row) => (await row.locator('td').allInnerTexts()) as [string, string]),
  );
  if (rows.length > 0) {
    await desk.look('export that lacks characters');
    await desk.press('「〓」に置きかえて作る');
    desk.did('export.replacement_accepted');
  }
  await desk.look('export');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'ファイルを受け取る' }).click(),
  ]);
  desk.did('export.fetched');
  return { bytes: readFileSync(await download.path()), lacking };
}

/** A table as another program reads it in: the lines by their headings. */
export function readTable(bytes: Buffer, encoding: 'utf8' | 'cp932') {
  const table = encoding === 'cp932' ? iconv.decode(bytes, 'cp932') : bytes.toString();
  if (encoding === 'utf8') expect(table.startsWith('\ufeff')).toBe(true);
  return parse(table, { columns: true, bom: true }) as Record<string, string>[];
}
