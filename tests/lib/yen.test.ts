import { expect, it } from 'vitest';
import { formatYen } from '../../server/lib/yen.ts';

it.each([
  ['ja', 3000, '3,000円'],
  ['ja-easy', 1234567, '1,234,567{円|えん}'],
  ['zh-Hans', 3000, '3,000日元'],
  ['ko', 0, '0엔'],
  ['en', 3000, '¥3,000'],
  ['en', -500, '-¥500'],
  ['pt-BR', 3000, '3.000 ienes'],
  ['vi', 1500, '1.500 yên'],
  ['fil', 3000, '3,000 yen'],
])('%s: %i', (locale, yen, written) => expect(formatYen(yen, locale)).toBe(written));
