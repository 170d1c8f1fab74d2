import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { SEALED_SCHEMA, type SealedRecord } from '../domain/sealing/sealed-record.ts';
import { NotOpened, openWith } from '../integrations/sealing/age.ts';

/** A file that could not be used, and why. */
export interface Trouble {
  readonly file: string;
  readonly problem: NotOpened | string;
}

export interface Opened {
  readonly records: readonly SealedRecord[];
  /** Age files of attachments, still sealed. */
  readonly attachments: readonly string[];
  readonly troubles: readonly Trouble[];
}

/** Attachments are called by their ids, answers by their receipt numbers. */
const ATTACHMENT = /^[0-9a-f]{8}-[0-9a-f-]{27}\.age$/;
/** It becomes the name of a folder. */
const NUMBER = /^[0-9-]{1,40}$/;

/** Its plain content, or why it can't be opened. */
export async function openSealed(
  identities: readonly string[],
  file: string,
): Promise<Buffer | Trouble> {
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
    const content = await openSealed(identities, file);
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
