import { expect, it } from 'vitest';
import { readSealingKey, sealingKeyProblem } from '../../../server/domain/settings/sealing-key.ts';

const KEY = 'age18jjv2yzga5ydehv29ghxymg48a9fd5s49kl39nywrme6cekz64rszr2rwe';

it('is read as it is copied', () => {
  const copies = [
    ` ${KEY}\n`,
    `sealing_key: ${KEY}`,
    `# public key: ${KEY}`,
    `"${KEY}"`,
    `${KEY.slice(0, 30)}\n  ${KEY.slice(30)}`,
    KEY.toUpperCase(),
  ];
  for (const copy of copies) expect(readSealingKey(copy)).toBe(KEY);
  expect(sealingKeyProblem(KEY)).toBeUndefined();
});

it.each([
  ['AGE-SECRET-KEY-1QQPQY', '秘密鍵'],
  ['ssh-ed25519AAAA', '「age1」で始まる'],
  [KEY.slice(0, -4), '62文字のところ、58文字'],
  [`${KEY}x`, '多すぎます'],
  [KEY.replace('ga5y', 'ag5y'), '写しまちがい'],
])('refuses %s with its mend', (key, said) => {
  const problem = sealingKeyProblem(key) ?? '';
  expect(problem).toContain(said);
  expect(problem).toMatch(/ください。$/);
  expect(problem).not.toContain(key);
});
