import { createRequire } from 'node:module';

/*
 * Noto Sans, SIL Open Font Licence. The text's own script first, mostly Japanese; what it lacks
 * (simplified characters, Hangul) is drawn with the next one that has it.
 */

const require = createRequire(import.meta.url);

export type FontName = Script | `${Script}-bold`;

/** Whose shapes a text is drawn with: the same character looks otherwise in Chinese and in Japanese. */
export type Script = 'jp' | 'sc' | 'kr';

const FILES: Readonly<Record<FontName, string>> = {
  jp: '@expo-google-fonts/noto-sans-jp/400Regular/NotoSansJP_400Regular.ttf',
  'jp-bold': '@expo-google-fonts/noto-sans-jp/700Bold/NotoSansJP_700Bold.ttf',
  sc: '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  'sc-bold': '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf',
  'kr-bold': '@expo-google-fonts/noto-sans-kr/700Bold/NotoSansKR_700Bold.ttf',
  kr: '@expo-google-fonts/noto-sans-kr/400Regular/NotoSansKR_400Regular.ttf',
};

export function fontFile(name: FontName): string {
  return require.resolve(FILES[name]);
}

/** What stands where no font has the character: the mark that Japanese printers use (下駄). */
export const GETA = '〓';

/** Variation selectors choose among shapes of one character; our fonts have one. */
const SELECTORS = /[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]/gu;

export interface FontRun {
  readonly font: FontName;
  readonly text: string;
}

/**
 * Parts a text into runs, each with the first font that has its characters.
 * @param has does that font have a glyph for the code point?
 */
export function fontRuns(
  text: string,
  bold: boolean,
  has: (font: FontName, codePoint: number) => boolean,
  script: Script = 'jp',
): readonly FontRun[] {
  const scripts = [...new Set<Script>([script, 'jp', 'sc', 'kr'])];
  const order = scripts.map((name): FontName => (bold ? `${name}-bold` : name));
  const runs: { font: FontName; text: string }[] = [];
  for (const char of text.normalize('NFC').replace(SELECTORS, '')) {
    const font = order.find((name) => has(name, char.codePointAt(0) as number));
    const drawn = font === undefined ? GETA : char;
    const name = font ?? (order[0] as FontName);
    const last = runs.at(-1);
    if (last?.font === name) last.text += drawn;
    else runs.push({ font: name, text: drawn });
  }
  return runs;
}
