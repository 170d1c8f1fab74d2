import { hash, type KeyObject } from 'node:crypto';

const BLOCK_BYTES = 64;
const DIGEST_BYTES = 32;
/** Longer texts get a buffer of their own. */
const ROOM_BYTES = 4096;

/** Of one key, in memory of their own: pooled memory would carry the key to whoever gets it next. */
interface Pads {
  /** With room for the text behind it. */
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
    inner: Buffer.alloc(BLOCK_BYTES + ROOM_BYTES),
    outer: Buffer.alloc(BLOCK_BYTES + DIGEST_BYTES),
  };
  for (let at = 0; at < BLOCK_BYTES; at += 1) {
    pads.inner[at] = (bytes[at] ?? 0) ^ 0x36;
    pads.outer[at] = (bytes[at] ?? 0) ^ 0x5c;
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
  outer.set(hash('sha256', innerMessage(inner, text), 'buffer'), BLOCK_BYTES);
  return outer;
}

function innerMessage(inner: Buffer, text: string): Buffer {
  const end = BLOCK_BYTES + Buffer.byteLength(text);
  const message = end <= inner.length ? inner.subarray(0, end) : Buffer.alloc(end);
  if (end > inner.length) inner.copy(message, 0, 0, BLOCK_BYTES);
  message.write(text, BLOCK_BYTES);
  return message;
}
