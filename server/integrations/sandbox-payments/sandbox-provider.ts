import { randomBytes } from 'node:crypto';
import { PAYMENT_METHODS, type PaymentProvider } from '../../domain/payments/payment.ts';
import { paths } from '../../http/paths.ts';
import type { Clock } from '../../lib/clock.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import { readDisputeNotice } from './sandbox-dispute.ts';
import { noticeSchema, outcomeOf } from './sandbox-outcome.ts';
import { sandboxPayouts } from './sandbox-payouts.ts';
import { readRefundNotice } from './sandbox-refund.ts';
import { sandboxRefundVerbs } from './sandbox-refund-verbs.ts';
import { isNoticeGenuine, SIGNATURE_HEADER, signNotice } from './sandbox-signature.ts';
import type { SandboxStore } from './sandbox-store.ts';

export interface SandboxProvider extends PaymentProvider {
  /** Headers that make a notification of ours genuine. */
  signatureHeaders(body: Buffer, now: Date): Readonly<Record<string, string>>;
}

export function isSandboxProvider(
  provider: PaymentProvider | undefined,
): provider is SandboxProvider {
  return provider !== undefined && 'signatureHeaders' in provider;
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

/**
 * A payment company that takes no money: for the sample town and for tests. It keeps its own books,
 * shows its own page (`sandbox-routes.ts`) and tells us over HTTP like any other. Production
 * refuses it.
 */
export function createSandboxProvider(options: {
  readonly store: SandboxStore;
  readonly clock: Clock;
  /** Without a trailing slash. */
  readonly publicUrl: string;
  readonly secret: string;
}): SandboxProvider {
  const { store, clock, publicUrl, secret } = options;
  // The sandbox lives on the same server: without the host, a phone that opened it by its address
  // stays on that address.
  const local = (url: string) =>
    url.startsWith(`${publicUrl}/`) ? url.slice(publicUrl.length) : url;

  async function ask(ref: string) {
    const session = await store.find(ref);
    return session === undefined
      ? ({ outcome: 'unknown' } as const)
      : outcomeOf(session, clock.now());
  }

  return {
    id: 'sandbox',
    methods: PAYMENT_METHODS,
    mostYen: { konbini: 300_000 },
    formOrigins: [],
    async start(request) {
      const session = await store.open({
        ref: randomBytes(16).toString('hex'),
        attemptId: request.attemptId,
        yen: request.yen,
        description: request.description,
        locale: request.locale,
        returnUrl: local(request.returnUrl),
        cancelUrl: local(request.cancelUrl),
        payBy: request.payBy,
        status: 'open',
        method: request.method ?? null,
        paidAt: null,
      });
      return { providerRef: session.ref, url: paths.sandboxPayment(session.ref) };
    },
    ask,
    async close(ref) {
      const session = await store.find(ref);
      if (session?.status === 'open') {
        const { method } = session;
        await store.settle(ref, { status: 'expired', method, paidAt: null }, []);
      }
      return ask(ref);
    },
    async notify(body, headers, now) {
      if (!isNoticeGenuine(secret, body, headers[SIGNATURE_HEADER], now)) return undefined;
      const told = parsed(body);
      const other = readDisputeNotice(told) ?? readRefundNotice(told);
      if (other !== undefined) return other;
      const { data: notice } = noticeSchema.safeParse(told);
      return (
        notice && {
          kind: 'payment' as const,
          eventId: notice.event_id,
          providerRef: notice.ref,
          attemptId: notice.attempt_id,
          outcome: notice.outcome,
        }
      );
    },
    ...sandboxRefundVerbs(store, clock),
    async *payouts(sinceDay) {
      const told = sandboxPayouts(await store.movements(), todayInTokyo(clock.now()));
      yield* told.filter(({ arrivesOn }) => arrivesOn >= sinceDay);
    },
    signatureHeaders: (body, now) => ({ [SIGNATURE_HEADER]: signNotice(secret, body, now) }),
  };
}
