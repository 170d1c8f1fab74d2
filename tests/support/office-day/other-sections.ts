import { expect } from 'vitest';
import type { Day } from './day.ts';

/** 市民課: the amount is fixed after the review, the resident pays, the certificate goes out. */
export async function residentsSection(day: Day): Promise<void> {
  const phone = await day.phone();
  const worker = await day.desk('shimin-tanto');
  const fang = day.home('fang');
  await worker.takeUp(fang.number);
  await worker.receivePaper('signed_papers');
  await worker.identify('documents');
  const preview = await worker.fixFee([
    ['住民票の写し 2通', 600],
    ['郵送料', 110],
  ]);
  expect(preview).toContain('710円');

  expect(await fang.status(phone)).toContain('710日元');
  await fang.payNow();
  day.diary.paid();
  await worker.open(fang.number);
  expect(await worker.page.locator('section[aria-labelledby="money"]').innerText()).toMatch(
    /710円[\s\S]*支払/,
  );
  await worker.decide('完了にする', 'completed');
  await worker.takeUp(day.home('taro').number);
  await worker.decide('完了にする', 'completed');
  await worker.takeUp(day.home('yuki').number);
}

/** 環境課: what was pressed by mistake is taken back within the minute. */
export async function environmentSection(day: Day): Promise<void> {
  const worker = await day.desk('kankyo-tanto', true);
  const { number } = day.home('midori');
  await worker.takeUp(number);
  await worker.decide('完了にする', 'completed');
  await worker.look('case with undo');
  await worker.press('取り消す');
  worker.did('application.undone');
  expect(await worker.page.locator('.case-head').innerText()).toContain('確認中');
  expect(await worker.page.locator('section[aria-labelledby="timeline"]').innerText()).toContain(
    '取り消し済み',
  );
}
