import { paths } from '../http/paths.ts';
import type { SandboxProvider } from '../integrations/sandbox-payments/sandbox-provider.ts';
import type {
  SandboxNotice,
  SandboxStore,
} from '../integrations/sandbox-payments/sandbox-store.ts';
import type { Clock } from '../lib/clock.ts';

export interface NoticeSending {
  readonly store: SandboxStore;
  readonly provider: SandboxProvider;
  readonly clock: Clock;
  /** Where our webhook is reached from inside, without a trailing slash. */
  readonly baseUrl: string;
  readonly fetch: typeof fetch;
}

const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 10 * 60_000;

async function deliver(sending: NoticeSending, notice: SandboxNotice): Promise<boolean> {
  const { provider, clock, baseUrl } = sending;
  const body = Buffer.from(notice.payload);
  try {
    const reply = await sending.fetch(baseUrl + paths.webhook(provider.id), {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        ...provider.signatureHeaders(body, clock.now()),
      },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(10_000),
    });
    await reply.arrayBuffer();
    return reply.ok;
  } catch {
    return false;
  }
}

/**
 * Plays the sandbox company's part of telling us: posts what is due to our webhook, signed now, and
 * again with growing pauses until it is acknowledged.
 */
export async function sendSandboxNotices(sending: NoticeSending): Promise<number> {
  const { store, clock } = sending;
  let sent = 0;
  for (const notice of await store.dueNotices(clock.now(), 20)) {
    if (await deliver(sending, notice)) {
      await store.noticeSent(notice.id);
      sent += 1;
    } else {
      const wait = Math.min(FIRST_WAIT_MS * 2 ** notice.attempts, LONGEST_WAIT_MS);
      await store.noticeRetry(notice.id, new Date(clock.now().getTime() + wait));
    }
  }
  return sent;
}
