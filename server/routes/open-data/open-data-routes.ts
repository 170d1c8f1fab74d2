import type { FastifyInstance, FastifyReply } from 'fastify';
import { paths } from '../../http/paths.ts';
import { loadIndicators } from '../../indicator-desk.ts';
import { plainText } from '../../lib/html.ts';
import type { Services } from '../../services.ts';
import { indicatorJson } from './indicator-json.ts';
import { COLUMNS, indicatorRows } from './indicator-rows.ts';

/** Anybody's page may read it, and a minute's delay is fine. */
function openToAll(reply: FastifyReply): FastifyReply {
  return reply
    .header('Access-Control-Allow-Origin', '*')
    .header('Cross-Origin-Resource-Policy', 'cross-origin')
    .header('Cache-Control', 'public, max-age=60');
}

/** The figures for machines, CC BY 4.0. */
export async function openDataRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const { library } = services;
  const title = (id: string) => plainText(library.procedures.get(id)?.text('ja', 'title') ?? '');

  app.get(paths.openDataJson(), async (_request, reply) => {
    const body = indicatorJson(await loadIndicators(services), {
      publisher: library.municipality.name['ja'] ?? '',
      url: `${services.config.publicUrl}${paths.indicators('ja')}#open-data`,
      title,
    });
    return openToAll(reply).send(body);
  });

  app.get(paths.openDataCsv(), async (_request, reply) => {
    const { stringify } = await import('csv-stringify/sync');
    const body = stringify(indicatorRows(await loadIndicators(services), title), {
      header: true,
      columns: [...COLUMNS],
      // Excel reads UTF-8 only with the mark; a cell that begins with = would be run (ASVS 1.2.10).
      bom: true,
      escape_formulas: true,
      record_delimiter: 'windows',
    });
    return openToAll(reply)
      .type('text/csv; charset=utf-8')
      .header('Content-Disposition', 'attachment; filename="indicators.csv"')
      .send(body);
  });
}
