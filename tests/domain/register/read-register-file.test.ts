import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import {
  type RegisterFileRefused,
  readRegisterFile,
} from '../../../server/domain/register/read-register-file.ts';
import { unpartedColumns } from '../../../server/domain/register/read-register-row.ts';
import type { Mapping } from '../../../server/domain/register/register-columns.ts';
import type { RegisterPerson } from '../../../server/domain/register/register-row.ts';
import { pieces } from './person.ts';

const HEAD = '氏名,氏名カナ,生年月日,性別,郵便番号,住所,世帯番号,住民種別';
const GOOD =
  '大野　優子,ｵｵﾉ ﾕｳｺ,昭和25年4月1日,女,999-0001,見本県見本市中央町１番１号,0000123,日本人';

async function read(text: string, { encoding = 'utf8', mapping = {} as Mapping } = {}) {
  const content = pieces(iconv.encode(text, encoding));
  const found = { people: [] as unknown[], problems: [] as unknown[] };
  for await (const batch of readRegisterFile(content, { mapping, extractedOn: '2026-11-20' })) {
    found.people.push(...batch.rows.map(({ person }) => person));
    found.problems.push(...batch.problems);
  }
  return found;
}

const refusal = (text: string, mapping: Mapping = {}) =>
  read(text, { mapping }).then(
    () => undefined,
    (error: unknown) => (error as RegisterFileRefused).problem,
  );

const rowWith = (at: number, value: string) =>
  GOOD.split(',')
    .map((cell, place) => (place === at ? value : cell))
    .join(',');

describe('a file of the register', () => {
  it.each(['utf8', 'cp932'])(
    'is read in %s, dates of both calendars, kana of any width',
    async (encoding) => {
      const western = GOOD.replace('昭和25年4月1日', '1950/4/1');
      const { people, problems } = await read(`${HEAD}\r\n${GOOD}\r\n${western}\r\n`, { encoding });
      expect(problems).toEqual([]);
      expect(people[0]).toEqual(people[1]);
      expect(people[0]).toEqual({
        name: { family: '大野', given: '優子' },
        kana: { family: 'オオノ', given: 'ユウコ' },
        birth: '1950-04-01',
        gender: '2',
        postcode: '9990001',
        address: '見本県見本市中央町１番１号',
        household: '0000123',
        kind: 'japanese',
      });
    },
  );

  it.each([
    [0, '', 'name', 'missing'],
    [0, '大野 123456789018', 'name', 'individual_number'],
    [1, '', 'kana', 'missing'],
    [1, 'Ono Yuko', 'kana', 'wrong'],
    [2, '昭和65年4月1日', 'birth', 'wrong'],
    [2, '2026-11-21', 'birth', 'future'],
    [3, 'X', 'gender', 'wrong'],
    [4, '999-01', 'postcode', 'wrong'],
    [5, '', 'address', 'missing'],
    [7, '法人', 'kind', 'wrong'],
  ])('names line, column and reason: cell %i "%s" → %s %s', async (at, value, column, kind) => {
    const { problems } = await read(`${HEAD}\n${GOOD}\n${rowWith(at, value)}\n`);
    expect(problems).toEqual([{ line: 3, column, kind }]);
  });

  it('takes a person without kana whose name is in Latin letters, and one with a single name', async () => {
    const latin = rowWith(0, 'NGUYEN VAN DUC').replace('ｵｵﾉ ﾕｳｺ', '');
    const single = rowWith(0, 'SUKARNO').replace('ｵｵﾉ ﾕｳｺ', 'スカルノ');
    const { problems, people } = await read(`${HEAD}\n${latin}\n${single}\n`);
    expect(problems).toEqual([]);
    expect(people).toMatchObject([
      { name: { family: 'NGUYEN', given: 'VAN DUC' }, kana: { family: '', given: '' } },
      { name: { family: 'SUKARNO', given: '' }, kana: { family: 'スカルノ', given: '' } },
    ]);
  });

  it('keeps a name in one piece whole, for staff to part', async () => {
    const whole = rowWith(0, '大野優子').replace('ｵｵﾉ ﾕｳｺ', 'ｵｵﾉﾕｳｺ');
    const { problems, people } = await read(`${HEAD}\n${whole}\n${GOOD}\n`);
    expect(problems).toEqual([]);
    expect(people).toMatchObject([
      { name: { family: '大野優子', given: '' }, kana: { family: 'オオノユウコ', given: '' } },
      { name: { given: '優子' } },
    ]);
    expect((people as RegisterPerson[]).map(unpartedColumns)).toEqual([['name', 'kana'], []]);
    const single = {
      name: { family: 'SUKARNO', given: '' },
      kana: { family: 'スカルノ', given: '' },
    };
    expect(unpartedColumns(single)).toEqual([]);
  });

  it('says which columns it lacks and what there is; a mapping mends that', async () => {
    const text = `${HEAD.replace('氏名カナ', 'よみ')}\n${GOOD}\n`;
    const problem = await refusal(text);
    expect(problem).toMatchObject({ kind: 'columns', lacking: ['kana'] });
    expect(problem).toHaveProperty('headings', expect.arrayContaining(['よみ']));
    expect((await read(text, { mapping: { kana: 'よみ' } })).people).toHaveLength(1);
  });

  it('is refused whole for a column of 個人番号, named so or known by its check digits', async () => {
    const named = `${HEAD},個人番号\n${GOOD},\n`;
    const disguised = `${HEAD},コード\n${GOOD},123456789018\n${GOOD},１２３４－５６７８－９０１８\n`;
    const kind = 'individual_numbers';
    expect(await refusal(named)).toEqual({ kind, headings: ['個人番号'] });
    expect(await refusal(disguised)).toEqual({ kind, headings: ['コード'] });
    // Numbers of twelve digits that are none: one of three fits by chance.
    const others = ['123456789018', '123456789012', '123456789013'];
    const lines = others.map((number) => `${GOOD},${number}`).join('\n');
    expect((await read(`${HEAD},コード\n${lines}\n`)).people).toHaveLength(3);
  });

  it('says that nothing is in it, and where a quote is not closed', async () => {
    expect(await refusal('')).toEqual({ kind: 'empty' });
    expect(await refusal(`${HEAD}\n`)).toEqual({ kind: 'empty' });
    const { problems } = await read(`${HEAD}\n${GOOD}\n"大野 優子,`);
    expect(problems).toEqual([{ line: 3, column: null, kind: 'too_long' }]);
  });
});
