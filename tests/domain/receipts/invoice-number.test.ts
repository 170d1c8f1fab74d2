import { expect, it } from 'vitest';
import { INVOICE_NUMBER } from '../../../server/domain/procedures/town-schema.ts';

it.each([
  ['T3000020990019', true],
  // A real town's, as published.
  ['T3000020141003', true],
  ['T3000020990018', false],
  ['3000020990019', false],
  ['t3000020990019', false],
  ['T300002099001', false],
  ['T30000209900190', false],
  ['', false],
])('the registration number %s is one: %s', (text, right) => {
  expect(INVOICE_NUMBER.safeParse(text).success).toBe(right);
});
