import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../../domain/errors.ts';
import { readCsvTable, type TableRow } from '../../../domain/settings/csv-table.ts';
import { columnOf, rowName } from '../../../domain/settings/table-columns.ts';
import { adminPaths } from '../../../http/admin-paths.ts';
import type { Services } from '../../../services.ts';
import { languageName } from '../language-names.ts';
import { townText } from './propose-edit.ts';
import { type AskedTable, rowMark, rowUrl, tableUrl } from './table-page.ts';

/** The row that is asked for; undefined for a new one. @throws DomainError page_not_found */
export function askedRow(request: FastifyRequest, { table }: AskedTable): TableRow | undefined {
  const { row } = request.query as { row?: string };
  if (row === 'new') return undefined;
  const found = table.rows[Number(row)];
  if (found === undefined) throw new DomainError('page_not_found');
  return found;
}

/** A new row begins as a copy of another one, or with the number that its catalogue has. */
export function startCells(request: FastifyRequest, { table }: AskedTable) {
  const { copy, id } = request.query as { copy?: string; id?: string };
  const cells = copy === undefined ? {} : (table.rows[Number(copy)]?.cells ?? {});
  return typeof id === 'string' && id !== '' ? { ...cells, id } : cells;
}

/** The same item in the languages that lie beside its catalogue. */
async function otherLanguages(services: Services, { path, table }: AskedTable, id: string) {
  const base = /^catalogues\/([a-z0-9_]+)\.csv$/.exec(path)?.[1];
  if (base === undefined || !table.columns.includes('id') || id === '') return [];
  const found = services.library.municipality.languages.map(async (locale) => {
    const beside = `catalogues/${base}.${locale}.csv`;
    const text = await townText(services, beside);
    if (text === '') return [];
    const row = readCsvTable(text).rows.find(({ cells }) => cells['id'] === id);
    const at: Record<string, string> = row ? { row: String(row.index) } : { row: 'new', id };
    return [
      { name: languageName(services, locale), href: rowUrl(beside, at), text: row?.cells['name'] },
    ];
  });
  return (await Promise.all(found)).flat();
}

function inputs(
  services: Services,
  { table }: AskedTable,
  cells: Readonly<Record<string, string>>,
  problems: ReadonlyMap<string, string>,
) {
  const words = services.words('ja');
  return table.columns.map((column) => {
    const { choices, ...shown } = columnOf(column);
    const categories = () =>
      Object.fromEntries(
        [...new Set(table.rows.map((row) => row.cells[column] ?? ''))].map((value) => [
          value,
          words.plain(`catalogue:item_category.${value}`),
        ]),
      );
    const offered = column === 'category' ? categories() : choices;
    return {
      column,
      ...shown,
      choices: offered && Object.entries(offered).map(([value, text]) => ({ value, text })),
      value: cells[column] ?? '',
      problem: problems.get(column),
    };
  });
}

export async function tableRowPage(
  services: Services,
  reply: FastifyReply,
  asked: AskedTable,
  {
    row,
    cells,
    problems = new Map(),
    stale = false,
  }: {
    readonly row: TableRow | undefined;
    readonly cells: Readonly<Record<string, string>>;
    readonly problems?: ReadonlyMap<string, string>;
    /** Somebody else has changed it meanwhile. */
    readonly stale?: boolean;
  },
) {
  if (problems.size > 0 || stale) reply.code(422);
  const { path } = asked;
  const staleText = 'ほかの人が先に変えました。今の内容を確かめて、もう一度直してください。';
  return reply.officePage('admin/settings-table-row', {
    title: row === undefined ? '新しい行' : rowName(row.cells),
    styles: ['admin-settings.css'],
    hasErrors: problems.size > 0 || stale,
    errorSummary: {
      errors: [
        ...(stale ? [{ href: '#row', text: staleText }] : []),
        ...[...problems].map(([column, text]) => ({ href: `#${column}`, text })),
      ],
    },
    back: tableUrl(path),
    file: adminPaths.settingFile(path),
    action: reply.request.url,
    mark: row === undefined ? '' : rowMark(row),
    isNew: row === undefined,
    hasDays: asked.table.columns.includes('valid_from'),
    copy: row && rowUrl(path, { row: 'new', copy: String(row.index) }),
    inputs: inputs(services, asked, cells, problems),
    languages: row ? await otherLanguages(services, asked, row.cells['id'] ?? '') : [],
  });
}
