import type { ExportFiles, ExportJob, ExportPart } from './export-job.ts';
import { FILE_SYSTEM } from './find-cases.ts';
import { type ExportDeps, logExport } from './run-export.ts';

/** Remembered together as handed over. */
const AT_ONCE = 200;

async function* linesOf(files: ExportFiles, id: string, part: ExportPart): AsyncGenerator<string> {
  let rest: Uint8Array = Buffer.alloc(0);
  for await (const chunk of files.read(id, part)) {
    const bytes = Buffer.concat([rest, chunk]);
    const end = bytes.lastIndexOf(10);
    if (end >= 0) yield* bytes.toString('utf8', 0, end).split('\n');
    rest = bytes.subarray(end + 1);
  }
}

/** The characters that the encoding lacks, each with the number of its case; at most so many. */
export async function lackingCharacters(
  files: ExportFiles,
  id: string,
  most: number,
): Promise<readonly { readonly number: string; readonly character: string }[]> {
  const found: { number: string; character: string }[] = [];
  for await (const entry of linesOf(files, id, 'missing')) {
    const [number = '', character = ''] = entry.split('\t');
    found.push({ number, character });
    if (found.length >= most) break;
  }
  return found;
}

/** Is any of those cases in the file? */
export async function holdsAny(
  files: ExportFiles,
  id: string,
  ids: ReadonlySet<string>,
): Promise<boolean> {
  if (ids.size === 0) return false;
  for await (const entry of linesOf(files, id, 'cases')) {
    if (ids.has(entry.split(' ')[0] ?? '')) return true;
  }
  return false;
}

/** The file has arrived: its cases count as handed over. */
export async function settleFetched(deps: ExportDeps, job: ExportJob): Promise<void> {
  const { files, handOver, clock } = deps;
  await logExport(deps, job, 'fetched', { bytes: job.bytes });
  const by = { actor: `staff:${job.login}`, at: clock.now(), logged: false };
  let portion: { applicationId: string; version: number; reference: null }[] = [];
  const remember = async () => {
    await handOver.acknowledge(FILE_SYSTEM, portion, by);
    portion = [];
  };
  for await (const entry of linesOf(files, job.id, 'cases')) {
    const [applicationId = '', version] = entry.split(' ');
    portion.push({ applicationId, version: Number(version), reference: null });
    if (portion.length >= AT_ONCE) await remember();
  }
  await remember();
}
