import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { safeName } from '../domain/hand-over/safe-name.ts';
import type { SealedFile } from '../domain/sealing/sealed-record.ts';
import { type Opened, openSealed, type Trouble } from './unseal-records.ts';
import type { WriteOutput } from './unsealed-output.ts';

const ENDINGS = { 'image/jpeg': 'jpg', 'image/png': 'png', 'application/pdf': 'pdf' } as const;

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
    const content = place && (await openSealed(identities, file));
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
