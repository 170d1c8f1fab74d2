import type { FastifyInstance } from 'fastify';
import { csvBytes, csvHead } from '../../domain/hand-over/csv.ts';
import { counterPaths } from '../../http/counter-paths.ts';
import { addDays, addMonths, fiscalYear, todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { fiscalYearLabel } from '../indicators/fiscal-year-label.ts';
import { type FigureTable, figureTables, monthsOf } from './figures-view.ts';

/** The counter began with this system; nothing lies before. */
const FIRST_YEAR = 2020;

/** The fiscal year that was asked for; this one for anything else, and for what lies ahead. */
function yearOf(asked: unknown, now: number): number {
  const year = typeof asked === 'string' && /^\d{4}$/.test(asked) ? Number(asked) : now;
  return year >= FIRST_YEAR && year < now ? year : now;
}

async function figuresOf(services: Services, asked: unknown) {
  const today = todayInTokyo(services.clock.now());
  const now = fiscalYear(today);
  const year = yearOf(asked, now);
  const months = monthsOf(year, today);
  const to = addDays(addMonths(`${year}-04-01`, 12), -1);
  const tallies = await services.stores.counterFigures.tallies(`${year}-04-01`, to);
  return { year, now, ...figureTables(services, tallies, months) };
}

/** One line for each cell: table, row, column, value. */
function csvFile(tables: readonly FigureTable[]): Buffer {
  const lines = tables.flatMap(({ caption, heads, rows }) =>
    rows.flatMap(({ label, cells }) =>
      cells.map((cell, at) => [caption, label, heads[at + 1] ?? '', cell.replaceAll(',', '')]),
    ),
  );
  return Buffer.concat([csvHead(['表', '行', '列', '値'], 'utf8'), csvBytes(lines, 'utf8').bytes]);
}

/** 窓口の数字: what the counter has done and saved. Counts only. */
export async function figuresRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'counter.figures' } as const;
  const link = (year: number) => `${counterPaths.figures()}?year=${year}`;
  app.get(counterPaths.figures(), { config }, async (request, reply) => {
    const { year: asked } = request.query as { year?: unknown };
    const { year, now, tables, total, share } = await figuresOf(services, asked);
    const label = (of: number) => fiscalYearLabel(of, services.words('ja'));
    return reply.officePage('counter/figures', {
      title: '窓口の数字',
      styles: ['counter-bundle.css'],
      year: label(year),
      before: year > FIRST_YEAR && { href: link(year - 1), text: label(year - 1) },
      after: year < now && { href: link(year + 1), text: label(year + 1) },
      file: counterPaths.figuresFile(year),
      waiting: counterPaths.queueFigures(),
      total,
      share,
      tables,
    });
  });
  app.get('/counter/figures.csv', { config }, async (request, reply) => {
    const { year: asked } = request.query as { year?: unknown };
    const { year, tables } = await figuresOf(services, asked);
    return reply
      .type('text/csv; charset=utf-8')
      .header('Content-Disposition', `attachment; filename="counter-${year}.csv"`)
      .send(csvFile(tables));
  });
}
