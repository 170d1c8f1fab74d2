import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../../server/domain/errors.ts';
import type { JourneyCount } from '../../../server/domain/indicators/indicator-store.ts';
import { LANGUAGES, listed, readingApp } from '../home/reading-app.ts';

const base = { month: '2026-11', channel: 'online', locale: 'ja' };
const rows: readonly JourneyCount[] = [
  { ...base, procedureId: 'care', started: 15, completed: 11, received: 9 },
  { ...base, procedureId: 'gone', locale: 'en', started: 12, completed: 8, received: 7 },
  { ...base, procedureId: 'rare', locale: 'ja-easy', started: 3, completed: 2, received: 2 },
];
const procedures = [
  listed('care', { title: '=1+1 {介護|かいご}' }, { countsAs: ['care-new', 'care-renewal'] }),
];

async function read(url: string) {
  const asked: string[][] = [];
  const counts = async (from: string, to: string) => {
    asked.push([from, to]);
    return rows;
  };
  const { app } = await readingApp({ procedures, counts });
  return { reply: await app.inject(url), asked };
}

describe('the indicators page', () => {
  it.each(LANGUAGES)('shows the plan and the counts in %s', async (language) => {
    const { reply, asked } = await read(`/${language}/indicators`);
    expect(reply.statusCode).toBe(200);
    expect(asked[0]).toEqual(['2025-12', '2026-11']);
    expect(reply.body).toContain('70.0%');
    expect(reply.body).toContain('<progress value="2" max="46"');
    expect(reply.body).toContain('href="/open-data/indicators.csv"');
    expect(reply.body).not.toContain(' style=');
  });

  it('names fiscal years by their era', async () => {
    expect((await read('/ja/indicators')).reply.body).toContain('令和8年度（2026年度）');
    expect((await read('/en/indicators')).reply.body).toContain('fiscal 2026 (Reiwa\u00a08)');
  });

  it('is a friendly page when the database does not answer', async () => {
    const counts = async () => {
      throw new DomainError('storage_unavailable');
    };
    const { app } = await readingApp({ counts });
    const page = await app.inject('/ja/indicators');
    expect(page.statusCode).toBe(503);
    expect(page.body).toContain('</html>');
    expect((await app.inject('/open-data/indicators.json')).statusCode).toBe(503);
  });
});

describe('open data', () => {
  it('gives JSON that says what it is and under which licence', async () => {
    const { reply } = await read('/open-data/indicators.json');
    expect(reply.headers['access-control-allow-origin']).toBe('*');
    const body = reply.json();
    expect(body).toMatchObject({
      publisher: '見本市',
      license: 'CC-BY-4.0',
      as_of: '2026-11-21',
      procedures_online: { count: 2, fiscal_year: 2026, planned: 46 },
      applications: {
        total: { started: 30, completed: 21, received: 18, completion_rate: 0.7 },
      },
    });
    expect(body.applications.by_procedure[0]).toMatchObject({ procedure: 'care', received: 9 });
    expect(body.applications.by_month).toHaveLength(12);
  });

  it('gives a CSV with the same figures, which a spreadsheet opens without running anything', async () => {
    const { reply } = await read('/open-data/indicators.csv');
    expect(reply.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(reply.body.charCodeAt(0)).toBe(0xfeff);
    const table: Record<string, string>[] = parse(reply.body, { columns: true, bom: true });
    const value = (wanted: Record<string, string>) =>
      table
        .filter((row) => Object.entries(wanted).every(([key, text]) => row[key] === text))
        .reduce((sum, row) => sum + Number(row['value']), 0);
    expect(Object.keys(table[0] ?? {}).join()).toBe('period,dimension,key,label,measure,value');
    expect(value({ dimension: 'all', measure: 'received' })).toBe(18);
    expect(value({ dimension: 'language', key: 'ja', measure: 'received' })).toBe(9);
    // Two people wrote in easy Japanese: not told, nor what would tell it.
    const hidden = (key: string) =>
      table.find(
        (row) => row['key'] === key && row['measure'] === 'received' && row['period'] === '2026-11',
      )?.['value'];
    expect([hidden('ja-easy'), hidden('rare')]).toEqual(['', '']);
    expect([hidden('en'), hidden('gone')]).toEqual(['', '']);
    expect(value({ dimension: 'indicator', period: 'FY2026', measure: 'planned' })).toBe(46);
    expect(value({ dimension: 'plan', period: 'FY2026', measure: 'procedures_online' })).toBe(2);
    expect(table.find((row) => row['key'] === 'care')?.['label']).toBe("'=1+1 介護");
  });
});
