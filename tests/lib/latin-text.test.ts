import { expect, it } from 'vitest';
import { withoutMarks } from '../../server/lib/latin-text.ts';

it.each([
  ['auxílio à mudança', 'auxilio a mudanca'],
  ['giường đôi', 'giuong doi'],
  ['がぎぐ', 'がぎぐ'],
  ['ソファー', 'ソファー'],
])('%s → %s', (text, bare) => expect(withoutMarks(text)).toBe(bare));
