import { formatNumber } from './number-text.ts';

/** How a language writes an amount; others put the sign in front. */
const WRITTEN: Readonly<Record<string, (digits: string) => string>> = {
  ja: (digits) => `${digits}円`,
  'ja-easy': (digits) => `${digits}{円|えん}`,
  'zh-Hans': (digits) => `${digits}日元`,
  ko: (digits) => `${digits}엔`,
  'pt-BR': (digits) => `${digits} ienes`,
  vi: (digits) => `${digits} yên`,
  fil: (digits) => `${digits} yen`,
};

/** Integer yen in words: 「3,000円」, with ruby for easy Japanese, "¥3,000" in English. */
export function formatYen(yen: number, locale: string): string {
  const digits = formatNumber(Math.abs(yen), locale);
  const write = WRITTEN[locale] ?? ((amount: string) => `¥${amount}`);
  return `${yen < 0 ? '-' : ''}${write(digits)}`;
}
