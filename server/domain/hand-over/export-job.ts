import type { ApplicationStatus } from '../applications/application.ts';
import type { CsvEncoding } from './csv.ts';

export const EXPORT_FORMATS = ['csv', 'json', 'zip'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What staff want written out. */
export interface ExportQuery {
  readonly procedureId: string;
  /** JST days of the receipt, both inclusive. */
  readonly from: string;
  readonly to: string;
  /** Empty = whatever stands. */
  readonly statuses: readonly ApplicationStatus[];
  /** Only what nobody has fetched in its present version. */
  readonly onlyNew: boolean;
  readonly format: ExportFormat;
  /** Of the table, also of the one inside a ZIP. */
  readonly encoding: CsvEncoding;
}

/**
 * `questioned`: it is written, but the encoding lacks characters; nobody gets it before somebody
 * has said that 〓 may stand for them. `fetched`: the file is gone.
 */
export const EXPORT_STATES = [
  'waiting',
  'running',
  'questioned',
  'ready',
  'fetched',
  'cancelled',
  'failed',
] as const;

export type ExportState = (typeof EXPORT_STATES)[number];

export interface ExportJob {
  readonly id: string;
  readonly staffId: string;
  readonly login: string;
  readonly query: ExportQuery;
  readonly state: ExportState;
  /** ISO 8601. */
  readonly createdAt: string;
  /** Cases; null until they are counted. */
  readonly total: number | null;
  readonly done: number;
  /** Of the file. */
  readonly bytes: number;
  /** Characters that the encoding lacks. */
  readonly missing: number;
  /** Cases of protected persons, which are left out; absent in older jobs. */
  readonly withheld?: number;
}

export const isUnderWay = ({ state }: Pick<ExportJob, 'state'>) =>
  state === 'waiting' || state === 'running';

/** A part of a job on disk: the file itself, the cases in it, the characters that it lacks. */
export type ExportPart = 'file' | 'cases' | 'missing';

export interface PartWriter {
  /** Resolves when there is room for more. */
  write(chunk: Uint8Array): Promise<void>;
  /** Closes it; from now on it can be read. @returns bytes that were written */
  end(): Promise<number>;
  /** Leaves nothing behind. */
  abort(): Promise<void>;
}

/** Where jobs and their files lie, sealed, until they are fetched or a day old. */
export interface ExportFiles {
  save(job: ExportJob): Promise<void>;
  load(id: string): Promise<ExportJob | undefined>;
  list(): Promise<readonly ExportJob[]>;
  create(id: string, part: ExportPart): Promise<PartWriter>;
  /** The plain content. @throws at the end when the file was changed */
  read(id: string, part: ExportPart): AsyncIterable<Uint8Array>;
  /** The contents; the job itself stays in the list. */
  removeParts(id: string): Promise<void>;
  remove(id: string): Promise<void>;
}
