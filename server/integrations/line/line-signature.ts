import { createHmac, timingSafeEqual } from 'node:crypto';

/** X-Line-Signature: HMAC-SHA-256 of the body as it came, under the channel's secret, in Base64. */
export function lineSignature(secret: string, body: Buffer): string {
  return createHmac('sha256', secret).update(body).digest('base64');
}

export function isFromLine(secret: string, body: Buffer, signature: unknown): boolean {
  if (typeof signature !== 'string') return false;
  const [wanted, given] = [Buffer.from(lineSignature(secret, body)), Buffer.from(signature)];
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}
