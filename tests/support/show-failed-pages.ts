// A browser test that failed where nobody can look on tells what its pages showed.
import { afterEach } from 'vitest';
import { openPhones, whatPhonesShow } from './open-phones.ts';

afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail' || openPhones.size === 0) return;
  for (const page of await whatPhonesShow()) console.error(`The page of 「${task.name}」: ${page}`);
});
