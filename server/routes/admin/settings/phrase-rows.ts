import { DEFAULT_LOCALE } from '../../../domain/procedures/locale.ts';
import type { TranslationProblem } from '../../../domain/translations/check-translation.ts';
import { termsIn } from '../../../domain/translations/glossary.ts';
import { propose } from '../../../domain/translations/propose.ts';
import { plainText, rubyHtml } from '../../../lib/html.ts';
import type { Services } from '../../../services.ts';
import { glossariesOf } from '../translations-desk.ts';
import type { AskedPhrases } from './asked-phrases.ts';

export interface TypedPhrase {
  readonly key: string;
  readonly text: string;
  readonly problems: readonly TranslationProblem[];
}

export function phraseRows(
  services: Services,
  { locale, japanese, translations, q }: AskedPhrases,
  uses: (key: string) => number,
  typed?: TypedPhrase,
) {
  const isJapanese = locale === DEFAULT_LOCALE;
  const { town, procedures } = services.library;
  const glossaries = glossariesOf(services);
  const glossary = glossaries.get(locale) ?? new Map();
  const wanted = q.normalize('NFKC').toLowerCase();
  return Object.entries(japanese)
    .filter(([key, said]) => {
      const all = `${key} ${said} ${translations[key] ?? ''}`.normalize('NFKC').toLowerCase();
      return key === typed?.key || all.includes(wanted);
    })
    .map(([key, said]) => {
      const mine = typed?.key === key ? typed : undefined;
      const text = mine?.text ?? translations[key] ?? '';
      const isMissing = (translations[key] ?? '') === '';
      const proposals = isMissing && !isJapanese;
      const found = proposals ? propose({ town, procedures, glossaries }, locale, said).whole : [];
      return {
        key,
        japanese: rubyHtml(said),
        plain: plainText(said).slice(0, 40),
        text,
        isMissing,
        uses: uses(key),
        rows: Math.max(1, Math.min(6, Math.ceil((text.length || said.length) / 36))),
        problems: mine?.problems ?? [],
        terms: isJapanese ? [] : termsIn(said, glossary),
        proposals: found.map((one) => one.text),
      };
    });
}
