import { createHmac, timingSafeEqual } from 'node:crypto';

export const SIGNATURE_HEADER = 'sandbox-signature';
const TOLERANCE_SECONDS = 300;
const SHAPE = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/;

function mac(secret: string, seconds: string, body: Buffer): Buffer {
  return createHmac('sha256', secret).update(`${seconds}.`).update(body).digest();
}

/** `t=<unix seconds>,v1=<hex>`: HMAC-SHA-256 over time and raw body, so that a copy goes stale. */
export function signNotice(secret: string, body: Buffer, now: Date): string {
  const seconds = String(Math.floor(now.getTime() / 1000));
  return `t=${seconds},v1=${mac(secret, seconds, body).toString('hex')}`;
}

/** False for a changed body, another secret, no signature, or one older (or newer) than 300 s. */
export function isNoticeGenuine(
  secret: string,
  body: Buffer,
  header: string | string[] | undefined,
  now: Date,
): boolean {
  const match = typeof header === 'string' ? SHAPE.exec(header) : null;
  if (match === null) return false;
  const [, seconds = '', given = ''] = match;
  if (Math.abs(now.getTime() / 1000 - Number(seconds)) > TOLERANCE_SECONDS) return false;
  return timingSafeEqual(mac(secret, seconds, body), Buffer.from(given, 'hex'));
}
