import { expect } from 'vitest';
import { returnAndGrant } from './correction.ts';
import type { Day } from './day.ts';
import { shareOut } from './sharing-out.ts';
import { talk } from './talk.ts';

const QUESTION = '戸籍の生年月日と同じですか。';

/** こども課's day. */
export async function childSection(day: Day): Promise<void> {
  const phone = await day.phone();
  const worker = await day.desk('kodomo-tanto');
  await shareOut(day);
  await returnAndGrant(day, phone);
  await talk(day, phone);
  for (const key of ['emma', 'tran']) {
    await worker.open(day.home(key).number);
    await worker.identify('counter');
    await worker.decide('完了にする', 'completed');
  }
  await worker.takeUp(day.home('lan').number);
  await worker.identify('documents');
  await worker.decide('完了にする', 'completed');
  await worker.takeUp(day.home('hanako').number);
  // Waits for the resident over night.
  await worker.takeUp(day.home('jing').number);
  const item = 'fields.children.birth:0';
  const preview = await worker.sendBack([{ item, reason: 'ask' }], QUESTION);
  expect(preview).toContain('有想确认的事。请看市政府的说明。');
  const jing = await day.home('jing').status(phone);
  expect(jing).toContain('有想确认的事。请看市政府的说明。');
  expect(jing).toContain(QUESTION);
}
