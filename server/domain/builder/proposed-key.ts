const WORD = /"([^"\\]*)"|'([^'\\]*)'|!=?|\b[a-z][a-z0-9_.]*\b/gi;
const LONGEST = 40;
/** Nothing that says what a condition is about. */
const SILENT = new Set(['true', 'false', 'in', 'row', 'size', 'today', 'int', 'double', 'string']);

function words(cel: string): string[] {
  const found = [...cel.matchAll(WORD)].map(([word, double, single]) =>
    word.startsWith('!') ? 'not' : (double ?? single ?? word),
  );
  return found
    .flatMap((word) => word.split('.'))
    .map((word) =>
      word
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '_')
        .replace(/^_+|_+$/g, ''),
    )
    .filter((word) => word !== '' && !SILENT.has(word));
}

/**
 * A key for a condition or calculation that somebody named in Japanese: what it is about, as the
 * expression says it (`kind == "student"` → `kind_student`).
 * @param stem what it is called where the expression has no words that can stand in a key
 */
export function proposedKey(cel: string, stem: string): string {
  const key = words(cel).reduce((long, word) => {
    const next = long === '' ? word : `${long}_${word}`;
    return next.length > LONGEST ? long : next;
  }, '');
  return /^[a-z]/.test(key) && key.includes('_') ? key : stem;
}
