import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import { namedCharacter } from '../../domain/hand-over/cp932.ts';
import type { ExportDesk } from '../../domain/hand-over/export-desk.ts';
import { type ExportJob, isUnderWay } from '../../domain/hand-over/export-job.ts';
import { knownProcedure } from '../../domain/procedures/known-procedure.ts';
import { officePaths } from '../../http/office-paths.ts';
import { textOf } from '../../lib/html.ts';
import { formatJstDate, formatJstMoment } from '../../lib/japanese-calendar.ts';
import type { Services } from '../../services.ts';
import {
  countWords,
  ENCODING_WORDS,
  FORMAT_WORDS,
  STATE_WORDS,
  STATUS_WORDS,
  sizeWords,
} from './exports-words.ts';

/** The list would be no help if it were longer; the file is to be made in UTF-8 then. */
const MOST_SHOWN = 200;
const REFRESH_SECONDS = '2';
const TYPES = {
  csv: 'text/csv',
  json: 'application/json; charset=utf-8',
  zip: 'application/zip',
} as const;

/**
 * The job that the address names, if whoever is signed in has made it and may still have it.
 * @throws DomainError page_not_found
 */
export async function ownJob(
  { library }: Services,
  desk: ExportDesk,
  request: FastifyRequest,
): Promise<ExportJob | 'not_permitted'> {
  const { id } = request.params as { id: string };
  const job = await desk.find(id);
  if (job === undefined) throw new DomainError('page_not_found');
  const section = knownProcedure(library, job.query.procedureId)?.section;
  const own = job.staffId === request.staff?.id;
  return own && section !== undefined && request.staffMay('exports.make', section)
    ? job
    : 'not_permitted';
}

function facts({ library }: Services, job: ExportJob) {
  const { query, createdAt } = job;
  const title = knownProcedure(library, query.procedureId)?.text('ja', 'title');
  const names = new Map(STATUS_WORDS);
  const statuses = query.statuses.map((status) => names.get(status) ?? status).join('、');
  const period = `${formatJstDate(query.from, 'ja')} から ${formatJstDate(query.to, 'ja')} まで`;
  return [
    ['手続', textOf(title ?? query.procedureId)],
    ['受付日', period],
    ['状態', `${statuses || 'すべて'}${query.onlyNew ? '（まだ書き出していないものだけ）' : ''}`],
    ['形式', `${FORMAT_WORDS[query.format].name}・${ENCODING_WORDS[query.encoding].name}`],
    ['始めた時', formatJstMoment(new Date(createdAt), 'ja')],
    ['件数', countWords(job)],
    ...(job.withheld ? [['支援措置のため入れない申請', `${job.withheld}件`]] : []),
    ...(job.bytes > 0 ? [['大きさ', sizeWords(job.bytes)]] : []),
  ];
}

/** How far it is. As long as it is made, the page asks for itself again. */
export async function exportPage(
  services: Services,
  desk: ExportDesk,
  reply: FastifyReply,
  job: ExportJob,
): Promise<string> {
  if (isUnderWay(job)) reply.header('Refresh', REFRESH_SECONDS);
  const lacking = job.state === 'questioned' ? await desk.lacking(job, MOST_SHOWN) : [];
  return reply.officePage('office/export', {
    title: '書き出し',
    styles: ['office-account.css', 'office-exports.css'],
    job,
    underWay: isUnderWay(job),
    isWithdrawn: (reply.request.query as { protected?: string }).protected === '1',
    state: STATE_WORDS[job.state],
    count: countWords(job),
    percent: job.total ? Math.floor((job.done / job.total) * 100) : 0,
    facts: facts(services, job),
    lacking: lacking.map(({ number, character }) => ({ number, text: namedCharacter(character) })),
    missing: job.missing.toLocaleString('ja-JP'),
    actions: {
      cancel: officePaths.exportAction(job.id, 'cancel'),
      accept: officePaths.exportAction(job.id, 'accept'),
      file: officePaths.exportAction(job.id, 'file'),
    },
  });
}

/** The file itself. It goes when it has arrived whole; cut off, it can be fetched again. */
export function sendExport(
  desk: ExportDesk,
  reply: FastifyReply,
  job: ExportJob,
  onError: (error: unknown) => void,
) {
  const { query, bytes } = job;
  const charset = query.encoding === 'utf8' ? 'utf-8' : 'Shift_JIS';
  const type = query.format === 'csv' ? `text/csv; charset=${charset}` : TYPES[query.format];
  const name = `${query.procedureId}_${query.from}_${query.to}.${query.format}`;
  void finished(reply.raw)
    .then(() => desk.fetched(job))
    .catch(onError);
  return reply
    .type(type)
    .header('Content-Disposition', `attachment; filename="${name}"`)
    .header('Content-Length', bytes)
    .header('X-Content-Type-Options', 'nosniff')
    .send(Readable.from(desk.content(job)));
}
