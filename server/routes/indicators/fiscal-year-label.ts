import type { Words } from '../../http/words.ts';
import { eraName, eraOf } from '../../lib/eras.ts';
import { type Html, rubyHtml } from '../../lib/html.ts';

/** 「令和8年度（2026年度）」, "fiscal 2026 (Reiwa 8)". */
export function fiscalYearLabel(year: number, words: Words): Html {
  // A fiscal year goes by the era of its last day: 令和元年度 began in April 2019, under 平成.
  const era = eraOf(`${year + 1}-03-31`);
  if (!era) return words.t('indicators:fiscal_year_plain', { year });
  const eraYear = era.year - 1;
  return words.t('indicators:fiscal_year', {
    year,
    era: rubyHtml(eraName(era.era, words.locale)),
    era_year: eraYear === 1 && words.locale === 'ja' ? '元' : eraYear,
  });
}
