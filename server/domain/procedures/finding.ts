import type { Finding } from './procedure.ts';

/** Nearest known word to a mistyped one, for "did you mean"; undefined when none is near. */
function nearest(word: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(word, candidate);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (previous[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current[j] = Math.min(change, (previous[j] as number) + 1, (current[j - 1] as number) + 1);
    }
    previous = current;
  }
  return previous[b.length] as number;
}

/** 「もしかして：family」, or the list where it is short. */
export function suggestion(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  if (near !== undefined) return `「${near}」の書き間違いではありませんか。`;
  const list = known.slice(0, 12).join('、');
  return known.length === 0
    ? 'この行を消してください。'
    : `使えるのは ${list}${known.length > 12 ? ' など' : ''} です。`;
}

/** One line for a log or a terminal. */
export function findingText(finding: Finding): string {
  const { file, line, code, message, mend } = finding;
  return `${file}:${line} [${code}] ${message} → ${mend}`;
}
