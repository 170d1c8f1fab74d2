import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Day } from './day.ts';

const REASON = '介護や支援が必要な状態と認められませんでした（介護保険法第27条）。';

/** Refused; how to appeal is read in Japanese and in English. */
export async function refuse(day: Day, phone: Page): Promise<void> {
  const john = day.home('john');
  const worker = await day.desk('kaigo-tanto');
  await worker.takeUp(john.number);
  const preview = await worker.decide('認めない', 'refused', REASON);
  const inJapanese =
    /3か月以内に、見本県介護保険審査会に審査請求をすることができます。.*裁決を知った日の翌日から6か月/;
  const inEnglish =
    /ask for a review \(審査請求\): send it to the Long-term Care Insurance Review Board of Mihon Prefecture .* within 3 months/;
  expect(preview).toMatch(inJapanese);
  expect(preview).toMatch(inEnglish);
  const own = await john.status(phone);
  expect(own).toMatch(inEnglish);
  expect(own).toContain(REASON);
  const japanese = await john.readInJapanese();
  expect(japanese).toMatch(inJapanese);
  expect(japanese).toContain(REASON);
}
