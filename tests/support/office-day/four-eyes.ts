import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Day } from './day.ts';

/** Sent back, mended, a document follows, and a second pair of eyes approves. */
export async function approveWithFourEyes(day: Day, phone: Page): Promise<void> {
  const hoa = day.home('hoa');
  const worker = await day.desk('kaigo-tanto');
  await worker.takeUp(hoa.number);
  expect(await worker.documents()).not.toContain('領収書の写真.png');
  const preview = await worker.sendBack([{ item: 'fields.builder_name', reason: 'wrong' }]);
  expect(preview).toContain('Có vẻ khác với nội dung tòa thị chính đã kiểm tra.');

  expect(await hoa.status(phone)).toContain('Có vẻ khác với nội dung tòa thị chính đã kiểm tra.');
  expect(await hoa.openCorrection()).toEqual(['builder_name']);
  const mended = { builder_name: '有限会社てすり' };
  await hoa.mend(mended, mended);
  day.diary.did('resident', 'application.resubmitted');
  await hoa.status(phone);
  await hoa.handIn('quotation');
  day.diary.did('resident', 'application.attachment_added');

  await worker.open(hoa.number);
  // Without scripts a browser fetches the picture at once, and whoever fetches it has seen it.
  await worker.page.waitForLoadState();
  expect(await worker.documents()).toContain('領収書の写真.png');
  expect(await worker.page.locator('section[aria-labelledby="versions"] ins').innerText()).toBe(
    '有限会社てすり',
  );
  expect(await worker.offers('承認する')).toBe(false);
  const manager = await day.desk('kaigo-kacho', true);
  await manager.search(hoa.number);
  await manager.decide('承認する', 'approved');
  await hoa.status(phone);
  expect(await hoa.page.locator('main form[action$="/phase/report"]').count()).toBe(1);
}
