import { expect } from 'vitest';
import type { Day } from './day.ts';

/** Several at once, first what would happen; then a colleague gets a case. */
export async function shareOut(day: Day): Promise<void> {
  const worker = await day.desk('kodomo-tanto');
  const four = ['emma', 'tran', 'minjun', 'ichiro'].map((key) => day.home(key).number);
  await worker.list('new', 'child-allowance-donation');
  await worker.tick(four, '確認を始める');
  expect(await worker.main()).toMatch(/次の4件/);
  await worker.look('bulk');
  await worker.press(/確認を始める/);
  worker.did('application.taken_up', 4);
  worker.did('case.assigned', 4);
  expect(await worker.main()).toContain('4件');

  const manager = await day.desk('kodomo-kacho', true);
  const { number } = day.home('sachiko');
  await manager.list('new', 'child-allowance-donation');
  await manager.tick([number], '担当者を決める');
  await manager.page.selectOption('select[name="to"]', { label: '佐藤 みどり' });
  await manager.press(/担当者/);
  manager.did('case.assigned');
  const mine = await worker.list('new', 'child-allowance-donation');
  expect(mine.find((row) => row.number === number)?.text).toContain('佐藤 みどり');
}
