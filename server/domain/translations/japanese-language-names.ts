/** Languages as staff call them. */
export const JAPANESE_LANGUAGE_NAMES: Readonly<Record<string, string>> = {
  ja: '日本語',
  'ja-easy': 'やさしい日本語',
  en: '英語',
  'zh-Hans': '中国語（簡体字）',
  ko: '韓国語',
  'pt-BR': 'ポルトガル語',
  vi: 'ベトナム語',
  fil: 'フィリピノ語',
};
