import { expect, it } from 'vitest';
import { type FontName, fontRuns, GETA } from '../../../server/integrations/pdf/form-fonts.ts';

const GLYPHS: Partial<Record<FontName, string>> = { jp: '田abc', sc: '们', kr: '한글' };
const has = (font: FontName, code: number) =>
  (GLYPHS[font] ?? '').includes(String.fromCodePoint(code));

it('draws each character with the first font that has it', () => {
  expect(fontRuns('田们们한a', false, has)).toEqual([
    { font: 'jp', text: '田' },
    { font: 'sc', text: '们们' },
    { font: 'kr', text: '한' },
    { font: 'jp', text: 'a' },
  ]);
});

it('marks what no font has, and leaves out selectors of shapes', () => {
  expect(fontRuns('田\u{E0100}龘', false, has)).toEqual([{ font: 'jp', text: `田${GETA}` }]);
});

it('draws Chinese with Chinese shapes, and bold as bold throughout', () => {
  const everything = () => true;
  expect(fontRuns('请求', true, everything, 'sc')).toEqual([{ font: 'sc-bold', text: '请求' }]);
  const bold = (font: FontName) => font === 'kr-bold';
  expect(fontRuns('한글', true, bold)).toEqual([{ font: 'kr-bold', text: '한글' }]);
});
