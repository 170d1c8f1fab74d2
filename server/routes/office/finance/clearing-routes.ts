import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ClearingExport } from '../../../domain/bills/clearing.ts';
import { CLEARING_HEAD, clearingLine } from '../../../domain/bills/clearing-line.ts';
import { DomainError } from '../../../domain/errors.ts';
import {
  CSV_ENCODINGS,
  type CsvEncoding,
  csvBytes,
  csvHead,
} from '../../../domain/hand-over/csv.ts';
import { financePaths } from '../../../http/finance-paths.ts';
import { formatJstMoment } from '../../../lib/japanese-calendar.ts';
import { todayInTokyo } from '../../../lib/jst-date.ts';
import { orderedId } from '../../../lib/ordered-id.ts';
import type { Services } from '../../../services.ts';
import { yenWords } from './bill-words.ts';

const MOST_LISTED = 100;
const BATCH = 500;

/** The file, piece by piece: the same whenever it is asked for. */
async function* contentOf(
  { stores, revenue }: Services,
  file: ClearingExport,
  encoding: CsvEncoding,
): AsyncGenerator<Uint8Array> {
  yield csvHead(CLEARING_HEAD, encoding);
  let after = 0;
  for (;;) {
    const entries = await stores.clearing.entries(file, after, BATCH);
    const lines = entries.map((entry) => clearingLine(entry, revenue.items, todayInTokyo));
    if (lines.length > 0) yield csvBytes(lines, encoding).bytes;
    const last = entries.at(-1);
    if (last === undefined || entries.length < BATCH) return;
    after = last.seq;
  }
}

async function showFiles({ stores }: Services, reply: FastifyReply, isEmpty: boolean) {
  const [waiting, files] = await Promise.all([
    stores.clearing.waiting(),
    stores.clearing.list(MOST_LISTED),
  ]);
  return reply.officePage('office/finance/clearing', {
    title: '消込データ',
    waiting: waiting.toLocaleString('ja-JP'),
    hasWaiting: waiting > 0,
    isEmpty,
    action: financePaths.clearing(),
    files: files.map((file) => ({
      at: formatJstMoment(file.at, 'ja'),
      by: file.madeBy.replace(/^staff:/, ''),
      range: `${file.fromSeq}〜${file.toSeq}`,
      rows: file.rows.toLocaleString('ja-JP'),
      yen: yenWords(file.yen),
      utf8: financePaths.clearingFile(file.id, 'utf8'),
      cp932: financePaths.clearingFile(file.id, 'cp932'),
    })),
  });
}

/** 消込データ: every entry of the books in one file, once; a file can be fetched again and again. */
export async function clearingRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const { stores, clock } = services;
  const config = { staff: 'bills.manage' as const };
  app.get(financePaths.clearing(), { config }, (request, reply) =>
    showFiles(services, reply, (request.query as { empty?: string }).empty === '1'),
  );
  app.post(financePaths.clearing(), { config }, async (request, reply) => {
    const at = clock.now();
    const madeBy = `staff:${request.staff?.login}`;
    const file = await stores.clearing.make({ id: orderedId(at), madeBy, at });
    const query = file === undefined ? '?empty=1' : '';
    return reply.redirect(`${financePaths.clearing()}${query}`, 303);
  });
  app.get(
    '/office/finance/clearing/:id.csv',
    { config, compress: false },
    async (request, reply) => {
      const { id } = request.params as { id: string };
      const asked = (request.query as { encoding?: string }).encoding;
      const encoding = CSV_ENCODINGS.find((one) => one === asked) ?? 'utf8';
      const file = await stores.clearing.find(id);
      if (file === undefined) throw new DomainError('page_not_found');
      await stores.audit.append({
        at: clock.now(),
        actor: `staff:${request.staff?.login}`,
        action: 'clearing.downloaded',
        subject: id,
        detail: { encoding },
      });
      const charset = encoding === 'utf8' ? 'utf-8' : 'Shift_JIS';
      const name = `clearing_${file.fromSeq}-${file.toSeq}.csv`;
      return reply
        .type(`text/csv; charset=${charset}`)
        .header('Content-Disposition', `attachment; filename="${name}"`)
        .send(Readable.from(contentOf(services, file, encoding)));
    },
  );
}
