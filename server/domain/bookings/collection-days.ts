import { weekday } from '../../lib/jst-date.ts';

const WEEKDAYS = '日月火水木金土';
const CELL_PART = /^(?:([日月火水木金土])([1-5]?)|(\d{4})(\d{2})(\d{2}))$/;

/** Can every part of a waste calendar's cell be read? */
export function isCollectionCell(cell: string): boolean {
  const parts = cell.split(/\s+/);
  return parts.every((part) => CELL_PART.test(part));
}

/**
 * Does a cell of a waste calendar name that day? The cells are those of 5374 (Code for Kanazawa):
 * "月 木" every Monday and Thursday, "水2" the second Wednesday, "20260414" that day.
 */
export function isCollectionDay(cell: string, day: string): boolean {
  const nth = String(Math.ceil(Number(day.slice(8)) / 7));
  return cell.split(/\s+/).some((part) => {
    const [, name, number, year, month, date] = CELL_PART.exec(part) ?? [];
    if (name === undefined) return day === `${year}-${month}-${date}`;
    return WEEKDAYS.indexOf(name) === weekday(day) && (number === '' || number === nth);
  });
}
