import type { LoadedIndicators } from './indicator-desk.ts';

/** Gone with the figures that they show, so nothing old is ever found here. */
const drawn = new WeakMap<LoadedIndicators, Map<string, Promise<unknown>>>();

/**
 * A finished piece of a page or a file of these figures, made once and then handed to everybody.
 * Nothing of the reader may be in it (session, tokens, what they may do) but what `name` says.
 * @param name of few: a piece for each language, not for each reader
 */
export function drawOnce<Piece>(
  figures: LoadedIndicators,
  name: string,
  draw: () => Promise<Piece>,
): Promise<Piece> {
  const pieces = drawn.get(figures) ?? new Map<string, Promise<unknown>>();
  drawn.set(figures, pieces);
  const known = pieces.get(name) as Promise<Piece> | undefined;
  if (known !== undefined) return known;
  const piece = draw();
  pieces.set(name, piece);
  piece.catch(() => pieces.delete(name));
  return piece;
}
