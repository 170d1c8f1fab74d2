import { hash, type KeyObject } from 'node:crypto';

const BLOCK_BYTES = 64;
const DIGEST_BYTES = 32;

interface Pads {
  readonly inner: Buffer;
  /** With room for the inner digest behind it. */
  readonly outer: Buffer;
}

const padsOf = new WeakMap<KeyObject, Pads>();

/** @throws RangeError for a key that is longer than a block of SHA-256 */
function makePads(key: KeyObject): Pads {
  const bytes = key.export();
  if (bytes.length > BLOCK_BYTES) throw new RangeError('The key is too long.');
  const pads = {
    inner: Buffer.alloc(BLOCK_BYTES),
    outer: Buffer.alloc(BLOCK_BYTES + DIGEST_BYTES),
  };
  bytes.copy(pads.inner);
  bytes.copy(pads.outer);
  for (let at = 0; at < BLOCK_BYTES; at += 1) {
    pads.inner[at] = (pads.inner[at] as number) ^ 0x36;
    pads.outer[at] = (pads.outer[at] as number) ^ 0x5c;
  }
  padsOf.set(key, pads);
  return pads;
}

/**
 * HMAC-SHA-256 (RFC 2104) of a text. Two one-shot hashes: an `Hmac` is a stream with a context to be
 * made, and costs several times as much when a request meets it cold.
 */
export function hmac(key: KeyObject, text: string): Buffer {
  return hash('sha256', outerMessage(key, text), 'buffer');
}

/** The same in hexadecimal. */
export function hmacHex(key: KeyObject, text: string): string {
  return hash('sha256', outerMessage(key, text), 'hex');
}

function outerMessage(key: KeyObject, text: string): Buffer {
  const { inner, outer } = padsOf.get(key) ?? makePads(key);
  const message = Buffer.allocUnsafe(BLOCK_BYTES + Buffer.byteLength(text));
  message.set(inner);
  message.write(text, BLOCK_BYTES);
  outer.set(hash('sha256', message, 'buffer'), BLOCK_BYTES);
  return outer;
}
