import { expect } from 'vitest';
import type { Day } from './day.ts';

/** Somebody leaves while a case lies open before them. */
export async function leave(day: Day): Promise<void> {
  const leaver = await day.desk('shimin-tanto');
  await leaver.open(day.home('yuki').number);
  const admin = await day.desk('kanri');
  await admin.to('/office/staff');
  await admin.look('staff');
  await admin.follow(/伊藤 さくら/);
  await admin.look('staff member');
  await admin.follow(/退職/);
  await admin.look('leave');
  await admin.press('退職・異動にする');
  admin.did('staff.left');

  await leaver.follow('申請の一覧');
  expect(new URL(leaver.page.url()).pathname).toBe('/office/sign-in');
  await leaver.look('sign in again');
}
