import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseJapaneseDate } from '../../server/lib/eras.ts';
import {
  addOpenDays,
  formatJstDate,
  formatJstMoment,
  formatJstMonth,
  isHoliday,
  isOpenDay,
} from '../../server/lib/japanese-calendar.ts';
import { formatYen } from '../../server/lib/yen.ts';

describe('dates in words', () => {
  it('have both calendars and the day of the week', () => {
    expect(formatJstDate('2026-11-21', 'ja')).toBe('2026年11月21日（令和8年・土）');
    expect(formatJstDate('2026-11-21', 'ja-easy')).toBe(
      '2026{年|ねん}11{月|がつ}21{日|にち}（{令和|れいわ}8{年|ねん}・{土|ど}）',
    );
    expect(formatJstDate('2026-11-21', 'en')).toBe('Saturday 21 November 2026 (Reiwa\u00a08)');
  });

  it('speak of the first year of an era as 元年', () => {
    expect(formatJstDate('2019-05-01', 'ja')).toBe('2019年5月1日（令和元年・水）');
    expect(formatJstDate('2019-04-30', 'ja')).toBe('2019年4月30日（平成31年・火）');
    expect(formatJstDate('2019-05-01', 'ja-easy')).toContain('{令和|れいわ}{元年|がんねん}');
    expect(formatJstDate('2019-05-01', 'zh-Hans')).toContain('（令和元年）');
  });

  it.each([
    ['zh-Hans', '2026年11月21日星期六（令和8年）'],
    ['ko', '2026년 11월 21일 토요일(레이와\u00a08년)'],
    ['pt-BR', 'sábado, 21 de novembro de 2026 (Reiwa\u00a08)'],
    ['vi', 'Thứ Bảy, ngày 21 tháng 11 năm 2026 (Reiwa\u00a08)'],
    ['fil', 'Sabado, Nobyembre 21, 2026 (Reiwa\u00a08)'],
  ])('are the language’s own in %s', (locale, words) => {
    expect(formatJstDate('2026-11-21', locale)).toBe(words);
    expect(formatJstMonth('2026-11', locale)).toContain('2026');
  });

  it('leave what is no day as it is', () => {
    expect(formatJstDate('', 'ja')).toBe('');
    expect(formatJstDate('2026-02-30', 'en')).toBe('2026-02-30');
    expect(formatJstMonth('2026-13', 'ja')).toBe('2026-13');
  });

  it('give moments in Tokyo', () => {
    const moment = new Date('2026-11-20T15:05:00Z');
    expect(formatJstMoment(moment, 'ja')).toBe(
      '2026年11月21日（令和8年・土）0:05'.replace('0:05', '00:05'),
    );
    expect(formatJstMonth('2026-11', 'ja')).toBe('2026年11月');
  });
});

describe('parseJapaneseDate', () => {
  it.each([
    ['令和8年11月21日', '2026-11-21'],
    ['S25.4.1', '1950-04-01'],
    ['1950/4/1', '1950-04-01'],
    ['昭和64年1月7日', '1989-01-07'],
    ['平成元年1月8日', '1989-01-08'],
  ])('reads %s', (text, day) => expect(parseJapaneseDate(text)).toBe(day));

  it.each([
    '平成31年5月1日',
    '令和1年4月30日',
    '令和8年2月29日',
    '25/4/1',
    '令和8年11月',
    'きょう',
    '',
  ])('does not read %j', (text) => expect(parseJapaneseDate(text)).toBeUndefined());
});

describe('open days', () => {
  it('know holidays by the JST date, moved ones too', () => {
    expect(isHoliday('2026-11-23')).toBe(true);
    expect(isHoliday('2026-11-22')).toBe(false);
    expect(isHoliday('2026-05-06')).toBe(true);
    expect(isHoliday('2026-09-22')).toBe(true);
  });

  it('are no weekends, holidays or days around new year', () => {
    const closed = [
      '2026-11-21',
      '2026-11-22',
      '2026-11-23',
      '2026-12-29',
      '2026-12-31',
      '2027-01-01',
      '2027-01-03',
      '',
    ];
    expect(closed.filter(isOpenDay)).toEqual([]);
    expect(
      ['2026-11-20', '2026-11-24', '2026-12-28', '2027-01-04'].filter((day) => !isOpenDay(day)),
    ).toEqual([]);
  });

  it('are counted on, and a term that ends on a closed day moves on', () => {
    expect(addOpenDays('2026-11-20', 1)).toBe('2026-11-24');
    expect(addOpenDays('2026-11-20', 3)).toBe('2026-11-26');
    expect(addOpenDays('2026-11-21', 0)).toBe('2026-11-24');
    expect(addOpenDays('2026-12-28', 1)).toBe('2027-01-04');
  });

  it.each(['America/New_York', 'Pacific/Kiritimati', 'Asia/Tokyo'])(
    'are the same in %s',
    (zone) => {
      const module = join(import.meta.dirname, '../../server/lib/japanese-calendar.ts');
      const script = `import { formatJstDate, isHoliday, isOpenDay } from ${JSON.stringify(module)};
      console.log(isHoliday('2026-11-23'), isHoliday('2026-11-24'), isOpenDay('2026-11-24'), formatJstDate('2026-11-21', 'en'));`;
      const out = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
        env: { ...process.env, TZ: zone, NODE_OPTIONS: '' },
        encoding: 'utf8',
      });
      expect(out.trim()).toBe('true false true Saturday 21 November 2026 (Reiwa\u00a08)');
    },
  );
});

describe('yen', () => {
  it('is grouped and named', () => {
    expect(formatYen(3000, 'ja')).toBe('3,000円');
    expect(formatYen(1234567, 'ja-easy')).toBe('1,234,567{円|えん}');
    expect(formatYen(-550, 'en')).toBe('-¥550');
    expect(formatYen(0, 'ja')).toBe('0円');
  });
});
