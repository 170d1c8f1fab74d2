import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** What a form of text fields can carry. */
const MOST_PACKED = 200_000;
/** What is larger when it is unpacked was not packed here. */
const MOST_TEXT = 8_000_000;

/** A text for a hidden field, so that nothing has to be kept until somebody says yes; undefined = too long. */
export function packText(text: string): string | undefined {
  const packed = deflateRawSync(text, { level: 9 }).toString('base64url');
  return packed.length > MOST_PACKED ? undefined : packed;
}

/** undefined: it is no such text. */
export function unpackText(packed: string): string | undefined {
  try {
    const bytes = inflateRawSync(Buffer.from(packed, 'base64url'), { maxOutputLength: MOST_TEXT });
    return bytes.toString('utf8');
  } catch {
    return undefined;
  }
}
