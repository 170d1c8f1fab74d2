import type { FormPage, TextStyle } from './form-page.ts';

/** A sentence or what stands before brackets is over. */
const STRONG = /[。、]$/u;
/** … or a phrase. */
const WEAK = /[。、・）をがはにでもや]$/u;
/** A line of which less is left looks lost. */
const LEAST_SHARE = 0.35;

/**
 * Large text that takes two lines, broken where a sentence or else a phrase ends, as evenly as that
 * goes; anything else as it is always broken.
 */
export function balancedLines(
  page: Pick<FormPage, 'lines' | 'width' | 'widthOf'>,
  text: string,
  style: TextStyle,
): readonly string[] {
  const plain = page.lines(text, page.width, style);
  if (plain.length !== 2) return plain;
  const letters = [...text];
  const found = letters
    .map((_, at) => ({ above: letters.slice(0, at).join(''), below: letters.slice(at).join('') }))
    .filter(({ above, below }) => above !== '' && !/^[。、・）]/u.test(below))
    .map((one) => {
      const widths = [page.widthOf(one.above, style), page.widthOf(one.below, style)];
      const [most, least] = [Math.max(...widths), Math.min(...widths)];
      return { ...one, most, isEven: least / most >= LEAST_SHARE };
    })
    .filter(({ most }) => most <= page.width)
    .sort((a, b) => a.most - b.most);
  const best =
    found.find(
      ({ above, below, isEven }) => isEven && (STRONG.test(above) || below.startsWith('（')),
    ) ?? found.find(({ above, isEven }) => isEven && WEAK.test(above));
  return best ? [best.above, best.below] : plain;
}
