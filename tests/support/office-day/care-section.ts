import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Day } from './day.ts';
import { approveWithFourEyes } from './four-eyes.ts';
import { refuse } from './refusal.ts';

/** Sent back and completed in Korean. */
async function returnAndComplete(day: Day, phone: Page): Promise<void> {
  const jiwoo = day.home('jiwoo');
  const worker = await day.desk('kaigo-tanto');
  await worker.takeUp(jiwoo.number);
  const why = '적혀 있지 않거나 모자라는 곳이 있습니다.';
  const item = 'fields.applicant_phone';
  expect(await worker.sendBack([{ item, reason: 'missing' }])).toContain(why);
  expect(await jiwoo.status(phone)).toContain(why);
  expect(await jiwoo.openCorrection()).toEqual(['applicant_phone']);
  const mended = { applicant_phone: '080-1234-5678' };
  await jiwoo.mend(mended, mended);
  day.diary.did('resident', 'application.resubmitted');
  await worker.open(jiwoo.number);
  expect(await worker.page.locator('section[aria-labelledby="versions"] ins').innerText()).toBe(
    '080-1234-5678',
  );
  await worker.identify('phone');
  await worker.decide('完了にする', 'completed');
}

/** 介護保険課's day. */
export async function careSection(day: Day): Promise<void> {
  const phone = await day.phone();
  const worker = await day.desk('kaigo-tanto');
  await refuse(day, phone);
  await approveWithFourEyes(day, phone);
  await returnAndComplete(day, phone);
  for (const key of ['fumi', 'ana']) {
    await worker.takeUp(day.home(key).number);
    await worker.identify('counter');
    await worker.decide('認める', 'granted');
  }
  await worker.takeUp(day.home('wei').number);
  await worker.open(day.home('seoyeon').number);
  await worker.decide('取り下げを記録する', 'withdrawn', '11月21日に電話で申し出がありました。');
}
