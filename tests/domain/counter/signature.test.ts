import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSignature, type Signature } from '../../../server/domain/counter/signature.ts';

const FIELD = { width: 900, height: 260 };
const GOOD: Signature = {
  ...FIELD,
  strokes: [
    [
      [10, 10, 0],
      [40, 60, 16],
      [90, 200, 33],
    ],
    [[300, 20, 900]],
  ],
};

const sent = (change: object) => JSON.stringify({ ...GOOD, ...change });
const line = (points: number): [number, number, number][] =>
  Array.from({ length: points }, (_, at) => [at % 900, at % 260, at]);

describe('a signature that a page sends', () => {
  it('is taken as it was drawn', () => expect(readSignature(JSON.stringify(GOOD))).toEqual(GOOD));

  it.each([
    ['no JSON', '{"width":'],
    ['nothing', 'null'],
    ['a list', '[[1,2,3]]'],
    ['no stroke', sent({ strokes: [] })],
    ['a dot that a sleeve left', sent({ strokes: [[[1, 1, 0]]] })],
    ['a point outside its field', sent({ strokes: [[...line(3), [901, 1, 3]]] })],
    ['a point before the field', sent({ strokes: [[...line(3), [-1, 1, 3]]] })],
    ['time that goes back', sent({ strokes: [line(3), [[1, 1, 1]]] })],
    ['a broken point', sent({ strokes: [[...line(3), [1, 1]]] })],
    ['half pixels', sent({ strokes: [[...line(3), [1.5, 1, 9]]] })],
    ['too many strokes', sent({ strokes: Array.from({ length: 201 }, () => [[1, 1, 0]]) })],
    [
      'too many points',
      sent({ strokes: [line(6_000), line(6_000).map(([x, y]) => [x, y, 6_000])] }),
    ],
    ['more than a signature', sent({ name: '大江 花子' })],
    ['a field of no size', sent({ width: 0 })],
  ])('is refused: %s', (_, text) => expect(readSignature(text)).toBeUndefined());

  it('never throws, whatever comes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(readSignature(text)).toBeUndefined();
      }),
    );
  });
});
