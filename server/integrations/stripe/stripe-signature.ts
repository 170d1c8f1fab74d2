import { createHmac, timingSafeEqual } from 'node:crypto';
import type Stripe from 'stripe';

/** An older notification may be somebody's copy. */
const TOLERANCE_SECONDS = 300;

/** `t=<unix seconds>,v1=<hex>`, with one v1 for each secret while it is being replaced. */
function readHeader(header: string): { readonly at: string; readonly marks: readonly string[] } {
  const parts = header.split(',').map((part) => part.split('=') as [string, string?]);
  const valuesOf = (name: string) =>
    parts.flatMap(([key, value]) => (key === name && value !== undefined ? [value] : []));
  return { at: valuesOf('t')[0] ?? '', marks: valuesOf('v1') };
}

function isSame(given: string, mark: Buffer): boolean {
  const bytes = Buffer.from(given, 'hex');
  return bytes.length === mark.length && timingSafeEqual(bytes, mark);
}

function parsed(body: Buffer): Stripe.Event | undefined {
  try {
    const event = JSON.parse(body.toString('utf8')) as Partial<Stripe.Event> | null;
    const isEvent =
      event?.object === 'event' && typeof event.id === 'string' && Number.isInteger(event.created);
    return isEvent && event.data?.object ? (event as Stripe.Event) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The event of a notification that was signed over these bytes with one of the secrets, at most
 * five minutes ago; undefined for any other. Done here and not by the package (which signs in the
 * tests): a notification must not wait until that is loaded, nor pay for its error messages.
 */
export function eventOf(
  body: Buffer,
  header: string | string[] | undefined,
  secrets: readonly string[],
  now: Date,
): Stripe.Event | undefined {
  if (typeof header !== 'string') return undefined;
  const { at, marks } = readHeader(header);
  if (!/^\d{1,12}$/.test(at) || marks.length === 0) return undefined;
  if (Math.abs(now.getTime() / 1000 - Number(at)) > TOLERANCE_SECONDS) return undefined;
  const isGenuine = secrets.some((secret) => {
    const mark = createHmac('sha256', secret).update(`${at}.`).update(body).digest();
    return marks.some((given) => isSame(given, mark));
  });
  return isGenuine ? parsed(body) : undefined;
}
