import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { Attachment } from '../attachments/attachment.ts';
import type { Procedure } from '../procedures/procedure.ts';
import { csvChunks, type ExportSource, jsonChunks, openCases, recordOf } from './export-cases.ts';
import type { ExportJob, PartWriter } from './export-job.ts';
import type { HandedCase } from './handed-case.ts';
import { safeName } from './safe-name.ts';

/** A file that only the section's own key opens. */
export interface SealedEntry {
  readonly name: string;
  open(): Promise<Uint8Array>;
}

/** What a ZIP holds besides the table and the records. */
export interface CasePapers {
  attachments(applicationId: string): Promise<readonly Attachment[]>;
  /** @throws when the file is gone or was changed */
  open(attachmentId: string): Promise<Uint8Array>;
  /** Age files of a sealed case by their names; empty for any other. */
  sealed(applicationId: string): Promise<readonly SealedEntry[]>;
  print(
    procedure: Procedure,
    handed: HandedCase,
    attachments: readonly Attachment[],
  ): Promise<Uint8Array>;
}

const ENDINGS = { 'image/jpeg': 'jpg', 'image/png': 'png', 'application/pdf': 'pdf' } as const;

async function addEntry(zip: ZipFile, path: string, mtime: Date, content: Readable) {
  zip.addReadStreamLazy(path, { mtime }, (give) => give(null, content));
  await finished(content);
}

async function addCase(
  zip: ZipFile,
  source: ExportSource,
  papers: CasePapers,
  handed: HandedCase,
): Promise<void> {
  const { application } = handed;
  const { id, number, procedureId, version } = application;
  const mtime = source.now();
  const put = (name: string, bytes: Uint8Array) =>
    addEntry(zip, `${number}/${name}`, mtime, Readable.from([Buffer.from(bytes)]));
  const procedure = (await source.procedureVersion(procedureId, version)) ?? source.procedure;
  if (procedure.sealed) {
    for (const { name, open } of await papers.sealed(id)) await put(name, await open());
    return;
  }
  const attachments = await papers.attachments(id);
  await put('application.pdf', await papers.print(procedure, handed, attachments));
  const record = await recordOf(source, handed);
  await put('record.json', Buffer.from(`${JSON.stringify(record, null, 2)}\n`));
  for (const [index, { id: file, key, name, type }] of attachments.entries()) {
    const path = `${key}-${index + 1}-${safeName(name)}.${ENDINGS[type]}`;
    await put(path, await papers.open(file));
  }
}

/**
 * Table, records, and a folder for each case with its form as PDF and its attachments; of a sealed
 * case just its age files. One entry is in memory at a time.
 * @param cases is asked twice: for the table, then for the folders
 */
export async function writeZip(
  source: ExportSource,
  papers: CasePapers,
  job: ExportJob,
  parts: { readonly file: PartWriter; readonly missing: PartWriter },
  register: { add(handed: HandedCase): Promise<void> },
): Promise<void> {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  const failed = new Promise<never>((_, reject) => zip.once('error', reject));
  const mtime = source.now();
  const fill = async () => {
    // Of sealed cases there is nothing to write into a table.
    if (!source.procedure.sealed) {
      const table = csvChunks(source, job, openCases(source, job), parts.missing);
      await addEntry(zip, 'cases.csv', mtime, Readable.from(table));
      const records = jsonChunks(source, job, openCases(source, job));
      await addEntry(zip, 'records.json', mtime, Readable.from(records));
    }
    for await (const handed of openCases(source, job)) {
      await addCase(zip, source, papers, handed);
      await register.add(handed);
    }
    zip.end();
  };
  const drain = async () => {
    for await (const chunk of output) await parts.file.write(chunk as Buffer);
  };
  try {
    await Promise.race([failed, Promise.all([fill(), drain()])]);
  } finally {
    output.destroy();
  }
}
