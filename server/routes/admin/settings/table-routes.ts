import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { withNewRow, withoutRow, withRow } from '../../../domain/settings/csv-table.ts';
import { rowName, rowProblems } from '../../../domain/settings/table-columns.ts';
import { adminPaths } from '../../../http/admin-paths.ts';
import type { Services } from '../../../services.ts';
import { mendFirst } from './mend-first.ts';
import { postedText } from './posted.ts';
import { proposeEdit } from './propose-edit.ts';
import { type AskedTable, askedTable, rowMark, tablePage } from './table-page.ts';
import { askedRow, startCells, tableRowPage } from './table-row-page.ts';

const NUMBERS = /(_yen|^yen|pieces_per_fee|counts_as_pieces|valid_from)$/;

function typedCells(request: FastifyRequest, { table }: AskedTable) {
  return Object.fromEntries(
    table.columns.map((column) => {
      const text = postedText(request, `cell_${column}`).replace(/\s*\n\s*/g, ' ');
      return [column, NUMBERS.test(column) ? text.normalize('NFKC').replace(/[,円]/g, '') : text];
    }),
  );
}

async function change(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const asked = await askedTable(services, request);
  const { path, text, table } = asked;
  const row = askedRow(request, asked);
  const cells = typedCells(request, asked);
  if (row && postedText(request, 'mark') !== rowMark(row)) {
    return tableRowPage(services, reply, asked, { row, cells: row.cells, stale: true });
  }
  if (row && postedText(request, 'intent') === 'remove') {
    const note = `「${rowName(row.cells)}」の行を消す`;
    return proposeEdit(services, request, reply, { path, content: withoutRow(text, row), note });
  }
  const problems = rowProblems(table, cells, row?.index);
  if (problems.size > 0) return tableRowPage(services, reply, asked, { row, cells, problems });
  const { copy = '' } = request.query as { copy?: string };
  const content = row
    ? withRow(text, table, row, cells)
    : withNewRow(text, table, cells, copy === '' ? undefined : table.rows[Number(copy)]);
  const note = row ? `「${rowName(row.cells)}」を直す` : `「${rowName(cells)}」を足す`;
  return proposeEdit(services, request, reply, { path, content, note });
}

/** 品目の表: rows of the town's tables, one at a time. */
export async function tableRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'settings.manage' } as const;
  const room = { config, preHandler: mendFirst(services, /\.csv$/) };
  const url = adminPaths.setting('table');
  const show = async (request: FastifyRequest, reply: FastifyReply) =>
    tablePage(services, request, reply, await askedTable(services, request));
  app.get(url, room, show);
  app.get(`${url}/row`, room, async (request, reply) => {
    const asked = await askedTable(services, request);
    const row = askedRow(request, asked);
    const cells = row?.cells ?? startCells(request, asked);
    return tableRowPage(services, reply, asked, { row, cells });
  });
  app.post(`${url}/row`, room, (request, reply) => change(services, request, reply));
}
