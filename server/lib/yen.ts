/** How a language writes an amount; Latin ones put the sign in front. */
const WRITTEN: Readonly<Record<string, (digits: string) => string>> = {
  ja: (digits) => `${digits}円`,
  'ja-easy': (digits) => `${digits}{円|えん}`,
  'zh-Hans': (digits) => `${digits}日元`,
  ko: (digits) => `${digits}엔`,
};

/** Integer yen in words: 「3,000円」, with ruby for easy Japanese, "¥3,000" in Latin letters. */
export function formatYen(yen: number, locale: string): string {
  const digits = String(Math.abs(yen)).replace(/\B(?=(\d{3})+$)/g, ',');
  const write = WRITTEN[locale] ?? ((amount: string) => `¥${amount}`);
  return `${yen < 0 ? '-' : ''}${write(digits)}`;
}
