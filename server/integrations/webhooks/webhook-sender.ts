import type { SendWebhook } from '../../domain/hand-over/deliver-webhooks.ts';
import { webhookUrlProblem } from '../../domain/hand-over/webhook-url.ts';
import { webhookHeaders } from '../../lib/webhook-signature.ts';

const LONGEST_MS = 10_000;
/** Nobody needs more than "thank you". */
const MOST_BYTES = 64 * 1024;

/** Reads an answer to its end, so that the connection can be used again; not one without an end. */
async function readAway({ body }: Response): Promise<void> {
  if (body === null) return;
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new Error('answer_too_long');
  }
}

function problemOf(error: unknown): Error {
  if (!(error instanceof Error)) return new Error('unreachable');
  if (error.name === 'TimeoutError') return new Error('timeout');
  // Of a failed connection the cause says more: ECONNREFUSED, CERT_HAS_EXPIRED …
  const { code } = (error.cause ?? {}) as { code?: unknown };
  if (typeof code === 'string') return new Error(`unreachable: ${code}`);
  return error.name === 'TypeError' ? new Error('unreachable') : error;
}

/**
 * Posts messages to hosts that the operator has named, and nowhere else: no redirect is followed.
 * @param longestMs for connecting and the whole answer
 */
export function webhookSender(
  hosts: ReadonlySet<string>,
  { longestMs = LONGEST_MS } = {},
): SendWebhook {
  return async ({ id, url, secret, body }, now) => {
    const problem = webhookUrlProblem(url, hosts);
    if (problem) throw new Error(problem);
    try {
      const reply = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'user-agent': 'Madoguchi-Webhooks',
          ...webhookHeaders(secret, { id, body }, now),
        },
        body,
        redirect: 'manual',
        signal: AbortSignal.timeout(longestMs),
      });
      await readAway(reply);
      if (!reply.ok) throw new Error(`status ${reply.status}`);
    } catch (error) {
      throw problemOf(error);
    }
  };
}
