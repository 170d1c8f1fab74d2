/** Integer yen in words: 「3,000円」, with ruby for easy Japanese, "¥3,000" elsewhere. */
export function formatYen(yen: number, locale: string): string {
  const digits = String(Math.abs(yen)).replace(/\B(?=(\d{3})+$)/g, ',');
  const sign = yen < 0 ? '-' : '';
  if (locale === 'ja') return `${sign}${digits}円`;
  if (locale === 'ja-easy') return `${sign}${digits}{円|えん}`;
  return `${sign}¥${digits}`;
}
