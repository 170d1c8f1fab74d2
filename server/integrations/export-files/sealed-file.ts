import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import type { PartWriter } from '../../domain/hand-over/export-job.ts';
import { type KeyRing, SealBroken } from '../../lib/key-ring.ts';

const PURPOSE = 'export files';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

function keyOf(ring: KeyRing, id: string) {
  const key = ring.derive(PURPOSE, id);
  if (key === undefined) throw new SealBroken('Sealed with a key that is not on the ring.');
  return key;
}

/**
 * A file of any length, sealed while it is written (AES-256-GCM), so that no plain byte touches the
 * disk: length of key id (1) | key id | nonce (12) | ciphertext | tag (16). `place` is bound in.
 * It has its name only once it is whole.
 */
export async function createSealedFile(
  ring: KeyRing,
  path: string,
  place: string,
): Promise<PartWriter> {
  const id = Buffer.from(ring.newest);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyOf(ring, ring.newest), nonce);
  cipher.setAAD(Buffer.from(place));
  const unfinished = `${path}.part`;
  const stream = createWriteStream(unfinished, { mode: 0o600 });
  let failure: Error | undefined;
  stream.on('error', (error) => {
    failure = error;
  });
  const put = async (bytes: Uint8Array) => {
    if (failure) throw failure;
    if (!stream.write(bytes)) await Promise.race([once(stream, 'drain'), once(stream, 'close')]);
  };
  await put(Buffer.concat([Buffer.from([id.length]), id, nonce]));
  let bytes = 0;
  return {
    async write(chunk) {
      bytes += chunk.byteLength;
      await put(cipher.update(chunk));
    },
    async end() {
      await put(Buffer.concat([cipher.final(), cipher.getAuthTag()]));
      stream.end();
      await finished(stream);
      await rename(unfinished, path);
      return bytes;
    },
    async abort() {
      // The file may only just be coming into being: what is removed before would be there after.
      const closed = new Promise<void>((resolve) => {
        stream.once('close', () => resolve());
      });
      const isClosed = stream.closed;
      stream.destroy();
      if (!isClosed) await closed;
      await rm(unfinished, { force: true });
    },
  };
}

/** The plain content of such a file. @throws SealBroken at its end when anything was changed */
export async function* readSealedFile(
  ring: KeyRing,
  path: string,
  place: string,
): AsyncGenerator<Uint8Array> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const head = Buffer.alloc(1 + 255 + NONCE_BYTES);
    await file.read(head, 0, head.length, 0);
    const idEnd = 1 + (head[0] ?? 0);
    const bodyStart = idEnd + NONCE_BYTES;
    const tag = Buffer.alloc(TAG_BYTES);
    await file.read(tag, 0, TAG_BYTES, size - TAG_BYTES);
    const key = keyOf(ring, head.toString('utf8', 1, idEnd));
    const nonce = head.subarray(idEnd, bodyStart);
    const cipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(Buffer.from(place));
    cipher.setAuthTag(tag);
    const bodyEnd = size - TAG_BYTES;
    if (bodyEnd > bodyStart) {
      for await (const chunk of createReadStream(path, { start: bodyStart, end: bodyEnd - 1 })) {
        yield cipher.update(chunk as Buffer);
      }
    }
    try {
      cipher.final();
    } catch (error) {
      throw new SealBroken('The sealed file was changed.', { cause: error });
    }
  } finally {
    await file.close();
  }
}
