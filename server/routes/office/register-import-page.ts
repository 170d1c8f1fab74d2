import type { FastifyReply } from 'fastify';
import { previewOf } from '../../domain/register/masked-person.ts';
import type { FileProblem } from '../../domain/register/read-register-file.ts';
import {
  COLUMN_NAMES,
  isKnownHeading,
  type Mapping,
  OPTIONAL_COLUMNS,
  readRegisterHead,
} from '../../domain/register/register-columns.ts';
import type { RegisterDesk, RegisterReading } from '../../domain/register/register-desk.ts';
import type { RegisterImport, RegisterStore } from '../../domain/register/register-store.ts';
import { officePaths } from '../../http/office-paths.ts';
import { formatJstDate, formatJstMoment } from '../../lib/japanese-calendar.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import {
  columnName,
  fileProblemWords,
  GENDER_WORDS,
  IMPORT_STATES,
  KIND_WORDS,
  problemWords,
} from './register-import-words.ts';

const MOST_LISTED = 20;
const MOST_PROBLEMS_SHOWN = 50;
const PREVIEWED = 5;
const REFRESH_SECONDS = '2';

const PROBLEMS = {
  no_file: 'ファイルを選んでください。例：住民情報.csv',
  too_large: 'ファイルが1GBを超えています。ファイルを確かめてください。',
  extracted_on: '抽出日を、今日までの日で入力してください。',
} as const;

/** The form as it was sent, and what was wrong with it. */
export interface SentForm {
  readonly extractedOn: string;
  readonly mapping: Mapping;
  readonly problem: keyof typeof PROBLEMS | FileProblem;
}

function importView(one: RegisterImport) {
  return {
    href: officePaths.registerImport(one.id),
    fileName: one.fileName,
    extractedOn: formatJstDate(one.extractedOn, 'ja'),
    rows: one.rows.toLocaleString('ja-JP'),
    at: formatJstMoment(one.at, 'ja'),
    by: one.importedBy.replace(/^staff:/, ''),
    state: IMPORT_STATES[one.state],
    isWaiting: one.state === 'waiting',
    hasHouseholds: one.headings.household !== undefined,
  };
}

function problemOf({ problem }: SentForm) {
  if (typeof problem !== 'string') {
    const column = problem.kind === 'columns' ? problem.lacking[0] : undefined;
    const href = column === undefined ? '#file' : `#heading_${column}`;
    return { text: fileProblemWords(problem), href };
  }
  return { text: PROBLEMS[problem], href: problem === 'extracted_on' ? '#extracted_on' : '#file' };
}

/** Headings that nobody else would write: those of the last file that came in. */
function ownHeadings({ headings }: RegisterImport): Mapping {
  const own = COLUMN_NAMES.flatMap((column) => {
    const heading = headings[column];
    return heading === undefined || isKnownHeading(column, heading) ? [] : [[column, heading]];
  });
  return Object.fromEntries(own);
}

/** Selects where the file's headings are known, boxes where not. */
function mappingFields(said: Mapping, sent: SentForm | undefined) {
  const problem = sent?.problem;
  const isOpen = typeof problem === 'object' && problem.kind === 'columns';
  const mapping = isOpen ? readRegisterHead(problem.headings, said).headings : said;
  const fields = COLUMN_NAMES.map((column) => ({
    id: `heading_${column}`,
    label: columnName(column),
    isOptional: OPTIONAL_COLUMNS.includes(column),
    value: mapping[column] ?? '',
    isWrong: isOpen && problem.lacking.includes(column),
  }));
  return { isOpen, fields, headings: isOpen ? problem.headings : [] };
}

/** The extract that is searched, the files before it, and the form for a new one. */
export async function registerPage(
  { clock, register }: Services,
  desk: RegisterDesk | undefined,
  reply: FastifyReply,
  sent?: SentForm,
) {
  if (register === null) {
    return reply.officePage('office/register', { title: '住民情報', isOff: true });
  }
  if (sent) reply.code(422);
  const imports = await register.listImports(MOST_LISTED);
  const current = await register.current();
  const mapping = sent?.mapping ?? (imports[0] ? ownHeadings(imports[0]) : {});
  return reply.officePage('office/register', {
    title: '住民情報',
    styles: ['office-account.css', 'office-exports.css'],
    hasErrors: sent !== undefined,
    error: sent && problemOf(sent),
    action: officePaths.register(),
    extractedOn: sent?.extractedOn ?? todayInTokyo(clock.now()),
    mapping: mappingFields(mapping, sent),
    current: current && importView(current),
    imports: imports.map(importView),
    underWay: desk?.underWay().map(({ id, fileName, percent }) => ({
      href: officePaths.registerImport(id),
      fileName,
      percent,
    })),
  });
}

/** A file that is being read, or that could not be: in the background, with how far it is. */
export function readingPage(reply: FastifyReply, reading: RegisterReading) {
  const { outcome, fileName, extractedOn, rows, percent } = reading;
  if (outcome === undefined) reply.header('Refresh', REFRESH_SECONDS);
  return reply.officePage('office/register-reading', {
    title: '住民情報のファイル',
    styles: ['office-account.css'],
    isReading: outcome === undefined,
    fileName,
    extractedOn: formatJstDate(extractedOn, 'ja'),
    rows: rows.toLocaleString('ja-JP'),
    percent,
    problem: outcome?.result === 'file_refused' ? fileProblemWords(outcome.problem) : undefined,
    back: officePaths.register(),
  });
}

async function previewRows(register: RegisterStore, { id, state }: RegisterImport) {
  if (state !== 'waiting') return [];
  const rows = await register.firstRows(id, PREVIEWED);
  return rows.map(({ line, person }) => {
    const shown = previewOf(person);
    const kind = shown.kind === null ? '' : KIND_WORDS[shown.kind];
    return { ...shown, line, gender: GENDER_WORDS[shown.gender], kind };
  });
}

/** One file: its first rows masked, or what could not be read of it. */
export async function registerImportPage(
  register: RegisterStore,
  reply: FastifyReply,
  one: RegisterImport,
) {
  const { id, state, problems, headings } = one;
  const lines = new Set(problems.map(({ line }) => line)).size;
  return reply.officePage('office/register-import', {
    title: '住民情報のファイル',
    styles: ['office-account.css'],
    state,
    file: importView(one),
    preview: await previewRows(register, one),
    headings: COLUMN_NAMES.flatMap((column) => {
      const heading = headings[column];
      return heading === undefined ? [] : [{ name: columnName(column), heading }];
    }),
    unparted: state === 'refused' ? 0 : problems.length,
    hasHouseholds: headings.household !== undefined,
    problems: problems.slice(0, MOST_PROBLEMS_SHOWN).map(problemWords),
    problemLines: lines.toLocaleString('ja-JP'),
    isCut: problems.length > MOST_PROBLEMS_SHOWN,
    takeOver: officePaths.registerImportAction(id, 'take-over'),
    discard: officePaths.registerImportAction(id, 'discard'),
    problemsHref: officePaths.registerProblems(id),
    back: officePaths.register(),
  });
}
