import { expect, it } from 'vitest';
import { calendarFile } from '../../server/lib/ical.ts';

const event = {
  uid: 'a1@madoguchi',
  title: '施設の予約, 市民ホール; 改行\n付き',
  start: new Date('2026-12-05T09:00:00+09:00'),
  end: new Date('2026-12-05T12:00:00+09:00'),
  location: '市民ホール',
  description: '受付番号 2611-4821-9035',
  url: 'http://localhost:3000/ja/status',
};

it('is one event with the same moments in every time zone', () => {
  const lines = calendarFile(event).replace(/\r\n /g, '').split('\r\n');
  expect(lines[0]).toBe('BEGIN:VCALENDAR');
  expect(lines).toContain('UID:a1@madoguchi');
  expect(lines).toContain('DTSTART:20261205T000000Z');
  expect(lines).toContain('DTEND:20261205T030000Z');
  expect(lines).toContain('LOCATION:市民ホール');
  expect(lines.filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(1);
});

it('keeps what is typed inside its own line', () => {
  const lines = calendarFile(event).replace(/\r\n /g, '').split('\r\n');
  expect(lines).toContain('SUMMARY:施設の予約\\, 市民ホール\\; 改行\\n付き');
});
