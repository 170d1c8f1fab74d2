import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { SealBroken } from '../../lib/key-ring.ts';

/*
 * A sealed file: 1 | length of key id | key id | nonce (12) | ciphertext | tag (16); AES-256-GCM
 * with the attachment's id as additional data, so that a file put in another's place does not open.
 */

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A key of the ring, derived for attachments. */
export interface FileKey {
  readonly id: string;
  readonly key: KeyObject;
}

export function sealContent(
  content: Uint8Array,
  attachmentId: string,
  { id, key }: FileKey,
): Buffer {
  const name = Buffer.from(id);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(attachmentId));
  const body = cipher.update(content);
  cipher.final();
  return Buffer.concat([
    Buffer.from([VERSION, name.length]),
    name,
    nonce,
    body,
    cipher.getAuthTag(),
  ]);
}

/** @throws SealBroken when the key is gone, or the content or its place was changed */
function openContent(
  sealed: Buffer,
  attachmentId: string,
  keyOf: (keyId: string) => KeyObject | undefined,
): Buffer {
  const idEnd = 2 + (sealed[1] ?? 0);
  const bodyStart = idEnd + NONCE_BYTES;
  const bodyEnd = sealed.length - TAG_BYTES;
  if (sealed[0] !== VERSION || bodyEnd < bodyStart) throw new SealBroken('Not a sealed file.');
  const key = keyOf(sealed.toString('utf8', 2, idEnd));
  if (key === undefined) throw new SealBroken('Sealed with a key that is not on the ring.');
  try {
    const cipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(idEnd, bodyStart), {
      authTagLength: TAG_BYTES,
    });
    cipher.setAAD(Buffer.from(attachmentId));
    cipher.setAuthTag(sealed.subarray(bodyEnd));
    const content = cipher.update(sealed.subarray(bodyStart, bodyEnd));
    cipher.final();
    return content;
  } catch (error) {
    throw new SealBroken('The sealed file or its place was changed.', { cause: error });
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Appears under its name only when it is whole and on the disk: written beside it, fsynced,
 * renamed, and the folder fsynced too. Nothing stays behind when that fails.
 */
export async function writeDurably(file: string, content: Uint8Array): Promise<void> {
  const part = `${file}.part`;
  try {
    const handle = await open(part, 'wx', 0o600);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(part, file);
    await syncFolder(dirname(file));
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

export async function readSealed(
  file: string,
  attachmentId: string,
  keyOf: (keyId: string) => KeyObject | undefined,
): Promise<Buffer> {
  return openContent(await readFile(file), attachmentId, keyOf);
}
