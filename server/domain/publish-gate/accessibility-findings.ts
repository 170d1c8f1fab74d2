import { phraseKey } from '../procedures/phrasebook.ts';
import type { GateFinding } from './gate-finding.ts';
import { textPlace } from './gate-place.ts';
import type { GateSubject } from './gate-subject.ts';
import { findingAt, withoutRuby } from './new-finding.ts';
import { pageFindings } from './page-findings.ts';
import { capitalProblems, isPlaceholder, japaneseProblems } from './wording-problems.ts';

/** Of languages that have capitals. */
const LATIN = new Set(['en', 'pt-BR', 'vi', 'fil']);

/** What keeps some people from using a page, as far as it can be seen without drawing the page. */
export function accessibilityFindings(subject: GateSubject): readonly GateFinding[] {
  return [...wordingFindings(subject), ...capitalFindings(subject), ...pageFindings(subject)];
}

function wordingFindings(subject: GateSubject): readonly GateFinding[] {
  const { written } = subject.compilation;
  if (!written) return [];
  const found: GateFinding[] = [];
  const tell = (
    level: GateFinding['level'],
    code: string,
    path: readonly PropertyKey[],
    said: readonly [string, string],
  ) => found.push(findingAt(subject, level, `accessibility.${code}`, path, said));
  for (const { key, text, path } of written.texts) {
    // What the town says everywhere was looked at where it is kept; search words are not shown.
    if (phraseKey(text) !== undefined || key === 'keywords') continue;
    const bare = withoutRuby(text);
    // An answer to choose may well be 「テスト」; a heading, a question or its help never is.
    if (isPlaceholder(bare) && !isSmall(key)) {
      tell('error', 'placeholder', path, [
        `「${bare}」は、仮の言葉のままです。`,
        '住民が読んで、何のことかわかる言葉にしてください。例：「飼い主の電話番号」。',
      ]);
      continue;
    }
    for (const [code, message, mend] of japaneseProblems(bare))
      tell('warning', code, path, [message, mend]);
  }
  return found;
}

/** Answers and rows in a summary are short: 「1」, 「{name}」. */
function isSmall(key: string): boolean {
  return key.includes('.options.') || key.endsWith('.summary') || key.startsWith('estimate.lines.');
}

function capitalFindings({ compilation, town }: GateSubject): readonly GateFinding[] {
  const { written } = compilation;
  const found: GateFinding[] = [];
  for (const locale of town.municipality.languages.filter((one) => LATIN.has(one))) {
    for (const [key, text] of written?.byLocale.get(locale) ?? []) {
      for (const [code, message, mend] of capitalProblems(text)) {
        const place = textPlace(locale, key);
        found.push({
          level: 'warning',
          check: 'accessibility',
          code: `accessibility.${code}`,
          place,
          message,
          mend,
        });
      }
    }
  }
  return found;
}
