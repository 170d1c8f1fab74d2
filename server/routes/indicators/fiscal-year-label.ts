import type { Words } from '../../http/words.ts';
import { ERA_FACTS, eraOf } from '../../lib/eras.ts';
import { type Html, rubyHtml } from '../../lib/html.ts';

/** 「令和8年度（2026年度）」, "fiscal 2026 (Reiwa 8)". */
export function fiscalYearLabel(year: number, words: Words): Html {
  // A fiscal year goes by the era of its last day: 令和元年度 began in April 2019, under 平成.
  const era = eraOf(`${year + 1}-03-31`);
  if (!era) return words.t('indicators:fiscal_year_plain', { year });
  const { name, reading, roman } = ERA_FACTS[era.era];
  const eraYear = era.year - 1;
  const names: Record<string, Html | string> = {
    ja: name,
    'zh-Hans': name,
    'ja-easy': rubyHtml(`{${name}|${reading}}`),
  };
  return words.t('indicators:fiscal_year', {
    year,
    era: names[words.locale] ?? roman,
    era_year: eraYear === 1 && words.locale === 'ja' ? '元' : eraYear,
  });
}
