import { createHash } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import type { Preparation } from '../../domain/attachments/attachment.ts';
import { sealFor } from '../sealing/age.ts';
import { makeSafe } from './make-safe.ts';
import { type FileKey, sealContent, writeDurably } from './sealed-file.ts';
import { readSpooled, type Spooled } from './spool.ts';

/** What the main thread asks: look at a spooled upload and put it sealed in its place. */
export interface PrepareJob {
  readonly attachmentId: string;
  readonly spooled: Spooled;
  readonly accept: 'photo' | 'document' | 'any';
  readonly file: string;
  /** The portal's own, or a public key (`age1…`) of somebody else. */
  readonly key: FileKey | string;
}

export type PrepareAnswer = Preparation | { readonly failed: string };

async function prepare({
  attachmentId,
  spooled,
  accept,
  file,
  key,
}: PrepareJob): Promise<Preparation> {
  const safe = await makeSafe(await readSpooled(spooled), accept);
  if ('problem' in safe) return safe;
  const { type, content, takenAt } = safe;
  const sealed =
    typeof key === 'string' ? await sealFor(key, content) : sealContent(content, attachmentId, key);
  await writeDurably(file, sealed);
  const sha256 = createHash('sha256').update(content).digest('hex');
  return { file: { id: attachmentId, type, bytes: content.length, sha256, takenAt } };
}

// Decoding a picture takes a second or two of CPU: here nobody else waits for it.
parentPort?.on('message', async (job: PrepareJob) => {
  const answer: PrepareAnswer = await prepare(job).catch((error: unknown) => ({
    failed: String(error),
  }));
  parentPort?.postMessage(answer);
});
