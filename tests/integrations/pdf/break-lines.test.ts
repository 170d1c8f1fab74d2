import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breakLines, pieces } from '../../../server/integrations/pdf/break-lines.ts';

/** Every character one point wide. */
const widthOf = (text: string) => [...text].length;

describe('lines of Japanese text', () => {
  it('begin with no closing mark and end with no opening one', () => {
    expect(breakLines('あいうえ、おかき', 4, widthOf)).toEqual(['あいう', 'え、おか', 'き']);
    expect(breakLines('あいう「えお」', 4, widthOf)).toEqual(['あいう', '「えお」']);
  });

  it('keep Latin words and numbers whole where they fit', () => {
    expect(breakLines('住所はMihonです', 6, widthOf)).toEqual(['住所は', 'Mihonで', 'す']);
    expect(pieces('2611-4821-9035と')).toEqual(['2611-4821-9035', 'と']);
  });

  it('break where the text says so, and inside what is too wide', () => {
    expect(breakLines('あ\n\nい', 4, widthOf)).toEqual(['あ', '', 'い']);
    expect(breakLines('abcdefghij', 4, widthOf)).toEqual(['abcd', 'efgh', 'ij']);
  });

  it('lose nothing and are never too wide', () => {
    const text = fc.string({ unit: fc.constantFrom(...'あ漢、。（）「」ab1 \n') });
    fc.assert(
      fc.property(text, fc.integer({ min: 4, max: 20 }), (written, width) => {
        const lines = breakLines(written, width, widthOf);
        expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(width);
        const bare = (some: string) => some.replace(/\s/g, '');
        expect(bare(lines.join(''))).toBe(bare(written));
      }),
    );
  });
});
