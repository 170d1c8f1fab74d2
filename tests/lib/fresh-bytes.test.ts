import { expect, it } from 'vitest';
import { freshBytes } from '../../server/lib/fresh-bytes.ts';

it('gives out bytes that nobody had before and nobody can change', () => {
  const given = Array.from({ length: 2000 }, () => freshBytes(16));
  expect(given.every((bytes) => bytes.length === 16)).toBe(true);
  expect(new Set(given.map((bytes) => bytes.toString('hex'))).size).toBe(2000);
});
