import { expect, it } from 'vitest';
import type { FormPage } from '../../../server/integrations/pdf/form-page.ts';
import { drawRubyText, rubyText } from '../../../server/integrations/pdf/ruby-text.ts';

/** A letter is as wide as its size. */
function sheet() {
  const drawn: [string, number, number, number][] = [];
  const page = {
    widthOf: (text: string, { size }: { size: number }) => [...text].length * size,
    lineHeight: ({ size }: { size: number }) => size * 1.5,
    drawLine: (text: string, x: number, y: number, { size }: { size: number }) =>
      void drawn.push([text, x, y, size]),
  } as unknown as FormPage;
  return { page, drawn };
}

it('draws readings over what they are of, and never parts the two', () => {
  const { page, drawn } = sheet();
  const text = rubyText(page, '{手続|てつづ}きの {申請書類|しんせいしょるい}。', {
    width: 60,
    style: { size: 10 },
  });
  const lines = text.lines.map((units) => units.map((unit) => unit.text).join(''));
  // The full stop stays with its sentence although the line is full.
  expect(lines).toEqual(['手続きの ', '申請書類。']);
  drawRubyText(page, 0, 0, text);
  const reading = drawn.find(([word]) => word === 'てつづ');
  const base = drawn.find(([word]) => word === '手続');
  expect([reading?.[1], reading?.[3]]).toEqual([2.5, 5]);
  expect(base?.slice(1, 3)).toEqual([0, 3.8]);
});

it('leaves texts without readings closer together', () => {
  const { page } = sheet();
  const options = { width: 100, style: { size: 10 } };
  const plain = rubyText(page, 'Apply on your smartphone', options);
  expect(plain.lineHeight).toBeLessThan(rubyText(page, '{犬|いぬ}', options).lineHeight);
  expect(
    plain.lines
      .flat()
      .map(({ text }) => text)
      .join(''),
  ).toContain('smartphone');
});
