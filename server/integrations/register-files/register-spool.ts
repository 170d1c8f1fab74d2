import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { RegisterSpool } from '../../domain/register/register-desk.ts';

class TooLarge extends Error {}

/**
 * Extracts on their way in `<dataDir>/register-uploads`: encrypted under a key that exists only in
 * this process's memory, so that what a crash leaves behind is noise, and gone with the next file.
 */
export function openRegisterSpool(dataDir: string): RegisterSpool {
  const folder = join(dataDir, 'register-uploads');
  const key = createSecretKey(randomBytes(32));
  const nonces = new Map<string, Buffer>();
  const fileOf = (id: string) => join(folder, `${id}.csv`);

  async function remove(id: string): Promise<void> {
    nonces.delete(id);
    await rm(fileOf(id), { force: true });
  }

  async function ready(): Promise<void> {
    // What is there and not ours was left by a process before.
    if (nonces.size === 0) await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true, mode: 0o700 });
  }

  return {
    remove,
    async keep(id, content, mostBytes) {
      await ready();
      const nonce = randomBytes(16);
      nonces.set(id, nonce);
      let bytes = 0;
      async function* counted() {
        for await (const part of content) {
          bytes += part.length;
          if (bytes > mostBytes) throw new TooLarge();
          yield part;
        }
      }
      try {
        // CTR: what is read back is looked at as untrusted input anyway.
        const cipher = createCipheriv('aes-256-ctr', key, nonce);
        const file = createWriteStream(fileOf(id), { flags: 'wx', mode: 0o600 });
        await pipeline(counted, cipher, file);
        return bytes;
      } catch (error) {
        await remove(id);
        if (error instanceof TooLarge) return undefined;
        throw error;
      }
    },
    async *read(id) {
      const nonce = nonces.get(id);
      if (nonce === undefined) throw new Error('That file of the register is not here.');
      const cipher = createDecipheriv('aes-256-ctr', key, nonce);
      for await (const part of createReadStream(fileOf(id))) yield cipher.update(part as Buffer);
    },
  };
}
