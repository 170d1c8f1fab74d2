import { eraName, eraOf } from '../../lib/eras.ts';

/** 「令和8年度」, where brackets stand around it already. */
export function eraYear(fiscalYear: number): string {
  return japaneseYear(fiscalYear).replace(/（.*$/, '');
}

/** 「令和8年度（2026年度）」: by the era of its last day, as 令和元年度 began in April 2019. */
export function japaneseYear(fiscalYear: number): string {
  const era = eraOf(`${fiscalYear + 1}-03-31`);
  if (!era) return `${fiscalYear}年度`;
  const year = era.year - 1;
  return `${eraName(era.era, 'ja')}${year === 1 ? '元' : year}年度（${fiscalYear}年度）`;
}
