import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Day } from './day.ts';

const NOTE = '会社の正式な名前を書いてください。';

/** Sent back with its reason in Portuguese, mended by the resident, seen old beside new, granted. */
export async function returnAndGrant(day: Day, phone: Page): Promise<void> {
  const jose = day.home('jose');
  const worker = await day.desk('kodomo-tanto');
  await worker.takeUp(jose.number);
  await worker.look('case', [NOTE]);
  const preview = await worker.sendBack([{ item: 'fields.employer', reason: 'wrong' }], NOTE);
  const why = 'Parece diferente do que a prefeitura verificou.';
  expect(preview).toContain(why);
  expect(preview).toContain('市役所で確かめた内容と違うようです。');

  const read = await jose.status(phone);
  expect(read).toContain(why);
  expect(read).toContain(NOTE);
  expect(await jose.openCorrection()).toEqual(['employer']);
  await jose.mend({ employer: '株式会社なおす' }, { employer: '株式会社なおす' });
  day.diary.did('resident', 'application.resubmitted');

  await worker.open(jose.number);
  const change = worker.page.locator('section[aria-labelledby="versions"] tbody tr');
  expect(await change.count()).toBe(1);
  expect(await change.locator('del').innerText()).toBe('ミホン');
  expect(await change.locator('ins').innerText()).toBe('株式会社なおす');
  expect(await worker.offers('認める')).toBe(false);
  await worker.identify('phone');
  await worker.decide('認める', 'granted');
}
