import { z } from 'zod';

/** Strokes of one signature: more is scribbling, or somebody who tries what fits. */
const MOST_STROKES = 200;
const MOST_POINTS = 10_000;
/** A dot that a sleeve has left is nobody's name. */
const FEWEST_POINTS = 3;
/** Nobody signs for longer than that; milliseconds. */
const LONGEST = 10 * 60_000;
/** Sides of the field that was signed in, in CSS pixels. */
const side = z.int().min(100).max(4_000);

const point = z.tuple([z.int(), z.int(), z.int().min(0).max(LONGEST)]);

const signature = z
  .strictObject({
    width: side,
    height: side,
    strokes: z.array(z.array(point).min(1).max(MOST_POINTS)).min(1).max(MOST_STROKES),
  })
  .refine(({ strokes }) => countPoints(strokes) <= MOST_POINTS)
  .refine(({ strokes }) => countPoints(strokes) >= FEWEST_POINTS)
  .refine(({ width, height, strokes }) =>
    strokes.flat().every(([x, y]) => x >= 0 && x <= width && y >= 0 && y <= height),
  )
  .refine(({ strokes }) => isInOrder(strokes.flat().map(([, , ms]) => ms)));

/**
 * A name as it was written, within the field that it was written in. A point is [x, y, milliseconds
 * since the first one]; a later point is never earlier.
 */
export type Signature = z.infer<typeof signature>;

function countPoints(strokes: readonly (readonly unknown[])[]): number {
  return strokes.reduce((sum, stroke) => sum + stroke.length, 0);
}

function isInOrder(moments: readonly number[]): boolean {
  return moments.every((ms, index) => index === 0 || ms >= (moments[index - 1] ?? 0));
}

/** What the page has sent, if that is a signature; undefined for anything else. */
export function readSignature(sent: string): Signature | undefined {
  try {
    return signature.safeParse(JSON.parse(sent)).data;
  } catch {
    return undefined;
  }
}
