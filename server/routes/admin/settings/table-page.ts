import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../../domain/errors.ts';
import { type CsvTable, readCsvTable, type TableRow } from '../../../domain/settings/csv-table.ts';
import { columnOf, rowName } from '../../../domain/settings/table-columns.ts';
import { townFileName } from '../../../domain/settings/town-file-name.ts';
import { adminPaths } from '../../../http/admin-paths.ts';
import type { Services } from '../../../services.ts';
import { townText } from './propose-edit.ts';
import { nameOfFile } from './table-names.ts';

/** Rows of one page: the largest table of the sample town has about a hundred. */
const MOST_ROWS = 200;

export interface AskedTable {
  readonly path: string;
  readonly text: string;
  readonly table: CsvTable;
}

export const tableUrl = (path: string, more: Readonly<Record<string, string>> = {}) =>
  `${adminPaths.setting('table')}?${new URLSearchParams({ path, ...more })}`;

export const rowUrl = (path: string, more: Readonly<Record<string, string>>) =>
  `${adminPaths.setting('table')}/row?${new URLSearchParams({ path, ...more })}`;

/** @throws DomainError page_not_found for anything that is no table of the town */
export async function askedTable(services: Services, request: FastifyRequest): Promise<AskedTable> {
  const { path = '' } = request.query as { path?: string };
  if (typeof path !== 'string' || !path.endsWith('.csv') || townFileName(path) === undefined) {
    throw new DomainError('page_not_found');
  }
  const text = await townText(services, path);
  if (text === '') throw new DomainError('page_not_found');
  return { path, text, table: readCsvTable(text) };
}

/** What a form was shown with: another hash, and somebody was quicker. */
export const rowMark = ({ cells }: Pick<TableRow, 'cells'>): string =>
  createHash('sha256').update(JSON.stringify(cells)).digest('base64url').slice(0, 16);

const folded = (text: string) => text.normalize('NFKC').toLowerCase();

/** Shown beside the name, where a table has them. */
const SHOWN = ['fee_yen', 'yen', 'status', 'waste_area', 'valid_from'] as const;

export function tablePage(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  asked: AskedTable,
) {
  const { path, table } = asked;
  const { q = '' } = request.query as { q?: string };
  const words = folded(String(q)).split(/\s+/).filter(Boolean);
  const found = table.rows.filter(({ cells }) => {
    const all = folded(Object.values(cells).join(' '));
    return words.every((word) => all.includes(word));
  });
  const shown = SHOWN.filter((column) => table.columns.includes(column));
  return reply.officePage('admin/settings-table', {
    title: nameOfFile(services, path),
    styles: ['admin-settings.css'],
    back: adminPaths.settings(),
    file: adminPaths.settingFile(path),
    action: adminPaths.setting('table'),
    path,
    q,
    add: rowUrl(path, { row: 'new' }),
    columns: shown.map((column) => columnOf(column).label),
    total: table.rows.length,
    found: found.length,
    rows: found.slice(0, MOST_ROWS).map(({ index, cells }) => ({
      name: rowName(cells),
      href: rowUrl(path, { row: String(index) }),
      cells: shown.map(
        (column) => columnOf(column).choices?.[cells[column] ?? ''] ?? cells[column],
      ),
    })),
  });
}
