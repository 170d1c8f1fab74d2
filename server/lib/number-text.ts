const formatters = new Map<string, Intl.NumberFormat>();

function formatter(locale: string, decimals: number): Intl.NumberFormat {
  const key = `${locale} ${decimals}`;
  let found = formatters.get(key);
  if (!found) {
    const tag = locale === 'ja-easy' ? 'ja' : locale;
    // A language that the system does not know counts as English does.
    found = new Intl.NumberFormat([tag, 'en'], {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
      numberingSystem: 'latn',
    });
    formatters.set(key, found);
  }
  return found;
}

/** A number as a language groups its digits: 3,000 in Japanese and English, 3.000 in Portuguese. */
export function formatNumber(value: number, locale: string, decimals = 0): string {
  return formatter(locale, decimals).format(value);
}
