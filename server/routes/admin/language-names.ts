import type { Services } from '../../services.ts';

/** As staff call them; one that came by files only, as it calls itself. */
const JAPANESE: Readonly<Record<string, string>> = {
  ja: '日本語',
  'ja-easy': 'やさしい日本語',
  en: '英語',
  'zh-Hans': '中国語（簡体字）',
  ko: '韓国語',
  'pt-BR': 'ポルトガル語',
  vi: 'ベトナム語',
  fil: 'フィリピノ語',
};

export function languageName({ words, library }: Services, locale: string): string {
  const own = JAPANESE[locale];
  if (own !== undefined) return own;
  const isOn = library.municipality.languages.includes(locale);
  return isOn ? words(locale).plain('common:language_name') : locale;
}
