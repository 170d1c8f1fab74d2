import type { FastifyReply, FastifyRequest } from 'fastify';
import { CSV_ENCODINGS } from '../../domain/hand-over/csv.ts';
import type { ExportDesk } from '../../domain/hand-over/export-desk.ts';
import { EXPORT_FORMATS, type ExportQuery } from '../../domain/hand-over/export-job.ts';
import { knownProcedure, knownProcedures } from '../../domain/procedures/known-procedure.ts';
import { officePaths } from '../../http/office-paths.ts';
import { textOf } from '../../lib/html.ts';
import { formatJstMoment } from '../../lib/japanese-calendar.ts';
import { daysBetween, isDay, todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import {
  countWords,
  ENCODING_WORDS,
  FORMAT_WORDS,
  STATE_WORDS,
  STATUS_WORDS,
} from './exports-words.ts';

/** What was typed, as it came. */
export interface TypedExport {
  readonly procedure: string;
  readonly from: string;
  readonly to: string;
  readonly statuses: readonly string[];
  readonly onlyNew: boolean;
  readonly format: string;
  readonly encoding: string;
}

export type ExportProblems = Readonly<Partial<Record<'procedure' | 'from' | 'to', string>>>;

const MOST_DAYS = 3660;

export function typedExport(source: unknown, today: string): TypedExport {
  const fields = (source ?? {}) as Readonly<Record<string, unknown>>;
  const texts = (name: string) =>
    [fields[name]].flat().filter((one): one is string => typeof one === 'string');
  const text = (name: string, otherwise: string) => texts(name)[0] ?? otherwise;
  return {
    procedure: text('procedure', ''),
    from: text('from', `${today.slice(0, 8)}01`),
    to: text('to', today),
    statuses: texts('status'),
    onlyNew: texts('only_new').length > 0,
    format: text('format', 'csv'),
    encoding: text('encoding', 'utf8'),
  };
}

/** Procedures of the sections in which files may be made, those of one section together. */
export function exportableProcedures({ library }: Services, request: FastifyRequest) {
  const sections = request.staffSections('exports.make');
  return sections.flatMap((section) => {
    const procedures = knownProcedures(library)
      .filter((procedure) => procedure.section === section)
      .map(({ id, text }) => ({ id, title: textOf(text('ja', 'title') ?? id) }));
    const name = library.municipality.sections[section]?.name['ja'] ?? section;
    return procedures.length > 0 ? [{ name, procedures }] : [];
  });
}

/** The query, or what is wrong with it in words. */
export function readExport(
  typed: TypedExport,
  known: readonly string[],
): { readonly query: ExportQuery } | { readonly problems: ExportProblems } {
  const { procedure, from, to } = typed;
  const day = (text: string) =>
    isDay(text) ? undefined : '受付日を入力してください。例：2026年4月1日';
  const late = isDay(from) && isDay(to) && (to < from || daysBetween(from, to) > MOST_DAYS);
  const problems = {
    procedure: known.includes(procedure) ? undefined : '手続を選んでください。',
    from: day(from),
    to: day(to) ?? (late ? '最後の日は、最初の日から10年までの日にしてください。' : undefined),
  };
  const told = Object.entries(problems).filter(([, text]) => text !== undefined);
  if (told.length > 0) return { problems: Object.fromEntries(told) };
  const statuses = STATUS_WORDS.map(([key]) => key).filter((key) => typed.statuses.includes(key));
  return {
    query: {
      procedureId: procedure,
      from,
      to,
      statuses,
      onlyNew: typed.onlyNew,
      format: EXPORT_FORMATS.find((one) => one === typed.format) ?? 'csv',
      encoding: CSV_ENCODINGS.find((one) => one === typed.encoding) ?? 'utf8',
    },
  };
}

async function jobRows({ library }: Services, desk: ExportDesk, staffId: string) {
  const jobs = await desk.listOf(staffId);
  return jobs.slice(0, 20).map((job) => {
    const procedure = knownProcedure(library, job.query.procedureId);
    return {
      href: officePaths.export(job.id),
      title: textOf(procedure?.text('ja', 'title') ?? job.query.procedureId),
      at: formatJstMoment(new Date(job.createdAt), 'ja'),
      format: FORMAT_WORDS[job.query.format].name,
      count: countWords(job),
      state: STATE_WORDS[job.state],
      open: job.state === 'ready' || job.state === 'questioned',
    };
  });
}

/** The page where files are asked for, with those that were made. */
export async function exportsPage(
  services: Services,
  desk: ExportDesk,
  reply: FastifyReply,
  { typed, problems = {} }: { typed?: TypedExport; problems?: ExportProblems } = {},
): Promise<string> {
  const { request } = reply;
  const today = todayInTokyo(services.clock.now());
  const found = Object.entries(problems).map(([field, text]) => ({ href: `#${field}`, text }));
  if (found.length > 0) reply.code(422);
  return reply.officePage('office/exports', {
    title: '書き出し',
    styles: ['office-account.css', 'office-exports.css'],
    hasErrors: found.length > 0,
    found,
    errors: problems,
    typed: typed ?? typedExport(request.query, today),
    groups: exportableProcedures(services, request),
    statuses: STATUS_WORDS,
    formats: Object.entries(FORMAT_WORDS),
    encodings: Object.entries(ENCODING_WORDS),
    jobs: await jobRows(services, desk, request.staff?.id ?? ''),
  });
}
