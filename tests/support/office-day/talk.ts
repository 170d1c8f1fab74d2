import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Day } from './day.ts';

/** A question in Filipino and its answer. */
export async function talk(day: Day, phone: Page): Promise<void> {
  const maria = day.home('maria');
  const worker = await day.desk('kodomo-tanto');
  await worker.open(maria.number);
  await worker.follow(/^メッセージ/);
  await worker.page.check('input[name="sentence"][value="own_language"]');
  await worker.press('送る内容を確認する');
  await worker.look('message check');
  await worker.press('住民に送る');
  worker.did('message.sent');

  expect(await maria.status(phone)).toContain('May bagong mensahe mula sa City Hall.');
  day.diary.did('resident', 'message.read');
  await maria.say('Salamat po. Tama po ang halaga.');
  day.diary.did('resident', 'message.received');

  const [row] = (await worker.list('new', 'child-allowance-donation')).filter(
    ({ number }) => number === maria.number,
  );
  expect(row?.text).toContain('未読のメッセージ');
  await worker.open(maria.number);
  await worker.follow(/^メッセージ（未読1件）/);
  worker.did('message.read');
  const said = await worker.main();
  expect(said).toContain('Salamat po. Tama po ang halaga.');
  expect(said).toContain('住民が読みました');
  await worker.look('messages', ['Salamat po. Tama po ang halaga.']);
}
