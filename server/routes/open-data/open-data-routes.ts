import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { drawOnce } from '../../drawn-figures.ts';
import { paths } from '../../http/paths.ts';
import { isKnown, ReadyBody, sendReady } from '../../http/ready-body.ts';
import { type LoadedIndicators, loadIndicators } from '../../indicator-desk.ts';
import { plainText } from '../../lib/html.ts';
import type { Services } from '../../services.ts';
import { DICTIONARY } from './data-dictionary.ts';
import { figureRows, figuresJson } from './figure-data.ts';
import { indicatorJson } from './indicator-json.ts';
import { COLUMNS, indicatorRows } from './indicator-rows.ts';

/** Anybody's page may read it, and a minute's delay is fine. */
function openToAll(reply: FastifyReply): FastifyReply {
  return reply
    .header('Access-Control-Allow-Origin', '*')
    .header('Cross-Origin-Resource-Policy', 'cross-origin')
    .header('Cache-Control', 'public, max-age=60');
}

/** Whoever has it already is told so. */
function sendFile(request: FastifyRequest, reply: FastifyReply, type: string, body: ReadyBody) {
  openToAll(reply).header('ETag', body.etag);
  if (isKnown(request, body)) return reply.code(304).send();
  return sendReady(request, reply.type(type), body);
}

const titlesIn =
  ({ library }: Services) =>
  (id: string) =>
    plainText(library.procedures.get(id)?.text('ja', 'title') ?? '');

function jsonFile(services: Services, loaded: LoadedIndicators): ReadyBody {
  const { library, config } = services;
  const { shares, figures } = loaded;
  const { fiscalYear, here, lists, canBeDone, done } = shares;
  const body = indicatorJson(loaded, {
    publisher: library.municipality.name['ja'] ?? '',
    url: `${config.publicUrl}${paths.indicators('ja')}#open-data`,
    title: titlesIn(services),
  });
  const all = {
    ...body,
    indicators: figuresJson(figures),
    inventory: {
      fiscal_year: fiscalYear,
      online_here: here.online,
      procedures: here.all,
      national_lists: lists.map(({ list, online, all: of }) => ({ list, online, all: of })),
      volume_share_can_be_done: canBeDone,
      volume_share_done: done,
    },
  };
  return new ReadyBody(JSON.stringify(all));
}

async function csvFile(services: Services, loaded: LoadedIndicators): Promise<ReadyBody> {
  const { stringify } = await import('csv-stringify/sync');
  const rows = [...figureRows(loaded.figures), ...indicatorRows(loaded, titlesIn(services))];
  const body = stringify(rows, {
    header: true,
    columns: [...COLUMNS],
    // Excel reads UTF-8 only with the mark; a cell that begins with = would be run (ASVS 1.2.10).
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
  });
  return new ReadyBody(body);
}

/** The figures for machines, CC BY 4.0. */
export async function openDataRoutes(app: FastifyInstance, services: Services): Promise<void> {
  app.get(paths.openDataJson(), async (request, reply) => {
    const loaded = await loadIndicators(services);
    const file = await drawOnce(loaded, 'json', async () => jsonFile(services, loaded));
    return sendFile(request, reply, 'application/json; charset=utf-8', file);
  });

  app.get(paths.openDataCsv(), async (request, reply) => {
    const loaded = await loadIndicators(services);
    const file = await drawOnce(loaded, 'csv', () => csvFile(services, loaded));
    reply.header('Content-Disposition', 'attachment; filename="indicators.csv"');
    return sendFile(request, reply, 'text/csv; charset=utf-8', file);
  });
  app.get(paths.openDataDictionary('json'), async (_request, reply) =>
    openToAll(reply).send({
      title: '見出しと項目の説明',
      license: 'CC-BY-4.0',
      license_url: 'https://creativecommons.org/licenses/by/4.0/deed.ja',
      entries: DICTIONARY,
    }),
  );
  app.get(paths.openDataDictionary('csv'), async (_request, reply) => {
    const { stringify } = await import('csv-stringify/sync');
    const body = stringify([...DICTIONARY], {
      header: true,
      bom: true,
      record_delimiter: 'windows',
    });
    return openToAll(reply)
      .type('text/csv; charset=utf-8')
      .header('Content-Disposition', 'attachment; filename="dictionary.csv"')
      .send(body);
  });
}
