import { expect, it } from 'vitest';
import { localPath } from '../../../server/routes/home/local-path.ts';

it('goes back to a page of this site in that language', () => {
  expect(localPath('/ja/procedures?q=ごみ', 'ja')).toBe('/ja/procedures?q=%E3%81%94%E3%81%BF');
  expect(localPath('/ja/', 'ja')).toBe('/ja/');
});

it.each([
  'https://evil.example/ja/',
  '//evil.example/ja/',
  '/\\evil.example/ja/',
  '/ja/../en/',
  '/en/',
  'javascript:alert(1)',
  `/ja/${'x'.repeat(600)}`,
  ['/ja/'],
  undefined,
])('goes nowhere else: %s', (place) => {
  expect(localPath(place, 'ja')).toBeUndefined();
});
