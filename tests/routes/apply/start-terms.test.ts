import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Procedure } from '../../../server/domain/procedures/procedure.ts';
import { loadWords } from '../../../server/http/words.ts';
import { plainText } from '../../../server/lib/html.ts';
import { startTerms } from '../../../server/routes/apply/start-terms.ts';

const words = loadWords(
  join(import.meta.dirname, '../../../locales'),
  ['ja', 'en'],
  (locale, key) => {
    throw new Error(`no text ${key} in ${locale}`);
  },
);
const TODAY = '2026-11-21';

function rows(rule: Partial<Procedure>, locale: 'ja' | 'en' = 'ja', today = TODAY) {
  const text = (_: string, key: string) =>
    key === 'intake.text' ? '毎月10日まで <注>' : undefined;
  const procedure = { ...rule, text } as unknown as Procedure;
  return startTerms(procedure, words(locale), today).map(
    ({ key, value }) => `${plainText(String(key))}: ${value}`,
  );
}

describe('the terms on the start page', () => {
  it('are none where one may always apply', () => {
    expect(rows({})).toEqual([]);
  });

  it('say the window that is open, or the next one', () => {
    const yearly = { window: { yearly: { from: '06-01', to: '06-30' } } };
    expect(rows(yearly)[0]).toContain('2027年6月1日（令和9年・火）から2027年6月30日');
    expect(rows(yearly, 'ja', '2026-06-30')[0]).toContain('2026年6月1日（令和8年・月）から');
    expect(rows({ window: { to: '2027-03-31' } })[0]).toContain('2027年3月31日（令和9年・水）まで');
    expect(rows({ window: { from: '2027-03-31' } }, 'en')[0]).toMatch(/From .*31 March 2027/);
  });

  it('say the next intakes as dates, behind the definition’s own words', () => {
    const [row = ''] = rows({ intake: { closesDay: 10, monthsAhead: 1 } });
    expect(row).toContain('&lt;注&gt;');
    const lines = row.split('<br>');
    expect(lines).toHaveLength(4);
    expect(lines[1]).toContain('2026年12月10日（令和8年・木）までに出すと、2027年1月から');
    // 10 January is a Sunday, the 11th a holiday.
    expect(lines[2]).toContain('2027年1月12日（令和9年・火）までに出すと、2027年2月から');
  });
});
