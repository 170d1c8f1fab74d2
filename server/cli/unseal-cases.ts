import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { csvBytes, csvHead } from '../domain/hand-over/csv.ts';
import { safeName } from '../domain/hand-over/safe-name.ts';
import {
  SEALED_SCHEMA,
  type SealedFile,
  type SealedRecord,
} from '../domain/sealing/sealed-record.ts';
import { NotOpened, openWith } from '../integrations/sealing/age.ts';
import type { WriteOutput } from './unsealed-output.ts';

/** A file that could not be used, and why. */
export interface Trouble {
  readonly file: string;
  readonly problem: NotOpened | string;
}

interface Opened {
  readonly records: readonly SealedRecord[];
  /** Age files of attachments, still sealed. */
  readonly attachments: readonly string[];
  readonly troubles: readonly Trouble[];
}

/** Attachments are called by their ids, answers by their receipt numbers. */
const ATTACHMENT = /^[0-9a-f]{8}-[0-9a-f-]{27}\.age$/;
/** It becomes the name of a folder. */
const NUMBER = /^[0-9-]{1,40}$/;
const ENDINGS = { 'image/jpeg': 'jpg', 'image/png': 'png', 'application/pdf': 'pdf' } as const;

async function open(identities: readonly string[], file: string): Promise<Buffer | Trouble> {
  try {
    return await openWith(identities, readFileSync(file));
  } catch (error) {
    if (error instanceof NotOpened) return { file, problem: error };
    throw error;
  }
}

/** Whoever has the public key can have sealed anything. */
function recordIn(content: Buffer): SealedRecord | undefined {
  try {
    const record = JSON.parse(content.toString('utf8')) as SealedRecord;
    const isRecord =
      record.schema === SEALED_SCHEMA &&
      NUMBER.test(record.number) &&
      Array.isArray(record.attachments) &&
      Array.isArray(record.table.lines);
    return isRecord ? record : undefined;
  } catch {
    return undefined;
  }
}

/** Opens all answers among the files; the same application twice is taken once. */
export async function openRecords(
  identities: readonly string[],
  files: readonly string[],
): Promise<Opened> {
  const attachments = files.filter((file) => ATTACHMENT.test(basename(file)));
  const records = new Map<string, SealedRecord>();
  const troubles: Trouble[] = [];
  for (const file of files) {
    if (attachments.includes(file)) continue;
    const content = await open(identities, file);
    if (!Buffer.isBuffer(content)) {
      troubles.push(content);
      continue;
    }
    const record = recordIn(content);
    if (record) records.set(record.number, record);
    else troubles.push({ file, problem: '申請の記録ではありません。' });
  }
  return { records: [...records.values()], attachments, troubles };
}

/** One table for each procedure (and for each shape that its table has had). */
export function tableFiles(
  records: readonly SealedRecord[],
): readonly { readonly name: string; readonly content: Uint8Array }[] {
  const shape = ({ procedure, table }: SealedRecord) =>
    `${procedure}\n${table.headings.join('\n')}`;
  const groups = [...Map.groupBy(records, shape).values()];
  return groups.map((group, at) => {
    const [{ procedure, table } = { procedure: '', table: { headings: [] } }] = group;
    const isFirst = groups.findIndex(([other]) => other?.procedure === procedure) === at;
    const lines = group.flatMap((record) => record.table.lines);
    const head = csvHead(table.headings, 'utf8');
    const content = Buffer.concat([head, csvBytes(lines, 'utf8').bytes]);
    return { name: `${safeName(procedure)}${isFirst ? '' : `-${at + 1}`}.csv`, content };
  });
}

function attachmentName({ key, name, type }: SealedFile, at: number): string {
  return `${safeName(key)}-${at + 1}-${safeName(name)}.${ENDINGS[type] ?? 'bin'}`;
}

interface Place {
  readonly number: string;
  readonly one: SealedFile;
  readonly at: number;
}

/** Each beside the answers that name it, if it is what they say. */
export async function placeAttachments(
  identities: readonly string[],
  { records, attachments }: Opened,
  write: WriteOutput,
): Promise<{ readonly count: number; readonly troubles: readonly Trouble[] }> {
  const troubles: Trouble[] = [];
  const places = new Map<string, Place>(
    records.flatMap(({ number, attachments: named }) =>
      named.map((one, at) => [`${one.id}.age`, { number, one, at }] as const),
    ),
  );
  let count = 0;
  for (const file of attachments) {
    const place = places.get(basename(file));
    const content = place && (await open(identities, file));
    if (place === undefined || content === undefined) {
      troubles.push({
        file,
        problem: 'この書類の申請がありません。申請のファイルも指定してください。',
      });
    } else if (!Buffer.isBuffer(content)) troubles.push(content);
    else if (createHash('sha256').update(content).digest('hex') !== place.one.sha256) {
      troubles.push({ file, problem: '申請と一緒に送られた書類ではありません。' });
    } else {
      places.delete(basename(file));
      write(place.number, attachmentName(place.one, place.at), content);
      count += 1;
    }
  }
  return { count, troubles };
}
