/** What may not begin a line, and what may not end one (JIS X 4051, the common part of it). */
const NOT_FIRST =
  '、。，．・：；？！）］｝〉》」』】〕ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.:;?!)]}%％';
const NOT_LAST = '（［｛〈《「『【〔([{¥￥';

const WORD = /[A-Za-z0-9\u00C0-\u024F\u1E00-\u1EFF@._'’-]/;

/** May a line begin with that text? */
export const mayBegin = (text: string) => !NOT_FIRST.includes([...text][0] ?? ' ');

/** Pieces that a line may break between: Latin words whole, everything else character by character. */
export function pieces(text: string): readonly string[] {
  const found: string[] = [];
  for (const char of text) {
    const last = found.at(-1);
    const lastChar = last?.at(-1) ?? '';
    const glued =
      last !== undefined &&
      ((WORD.test(char) && WORD.test(lastChar)) ||
        NOT_FIRST.includes(char) ||
        NOT_LAST.includes([...last].at(-1) as string));
    if (glued) found[found.length - 1] = last + char;
    else found.push(char);
  }
  return found;
}

/**
 * Breaks a text into lines of that width. A line feed always breaks; a piece that is wider than a
 * whole line is broken where it has to be.
 * @param widthOf the width of a text in points
 */
export function breakLines(
  text: string,
  width: number,
  widthOf: (text: string) => number,
): readonly string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    const add = (piece: string) => {
      if (line === '' || widthOf(line + piece) <= width) line += piece;
      else {
        lines.push(line.trimEnd());
        line = piece.trimStart();
      }
    };
    for (const piece of pieces(paragraph)) {
      if (widthOf(piece) <= width) add(piece);
      else for (const char of piece) add(char);
    }
    lines.push(line);
    return lines;
  });
}
