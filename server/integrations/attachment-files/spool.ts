import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

/**
 * An upload on its way: encrypted on the disk under a key that exists only in this process's
 * memory, so that what a crash leaves behind is noise.
 */
export interface Spooled {
  readonly path: string;
  readonly key: KeyObject;
  readonly nonce: Uint8Array;
  readonly bytes: number;
}

class TooLarge extends Error {}

/**
 * @returns undefined when there are more than `maxBytes`
 * @throws when the upload is cut; in both cases nothing is left behind
 */
export async function spool(
  content: AsyncIterable<Uint8Array>,
  path: string,
  maxBytes: number,
): Promise<Spooled | undefined> {
  const key = createSecretKey(randomBytes(32));
  const nonce = randomBytes(16);
  let bytes = 0;
  async function* counted() {
    for await (const chunk of content) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw new TooLarge();
      yield chunk;
    }
  }
  try {
    // CTR: what is read back is looked at and checked as untrusted input anyway.
    const cipher = createCipheriv('aes-256-ctr', key, nonce);
    await pipeline(counted, cipher, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
    return { path, key, nonce, bytes };
  } catch (error) {
    await rm(path, { force: true });
    if (error instanceof TooLarge) return undefined;
    throw error;
  }
}

export async function readSpooled({ path, key, nonce }: Spooled): Promise<Buffer> {
  const cipher = createDecipheriv('aes-256-ctr', key, nonce);
  return Buffer.concat([cipher.update(await readFile(path)), cipher.final()]);
}
