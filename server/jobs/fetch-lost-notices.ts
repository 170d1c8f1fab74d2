import type { FastifyBaseLogger } from 'fastify';
import type { PaymentProvider } from '../domain/payments/payment.ts';
import { hearNotice, noticeDesk } from '../hear-notice.ts';
import type { Services } from '../services.ts';

const STREAM = 'undelivered';
/** An event is in the list a little after the moment that it bears. */
const OVERLAP_MS = 60 * 60_000;
/** The first time: as far as lists go back. */
const FIRST_MS = 30 * 24 * 60 * 60_000;

type NoticeLog = Pick<FastifyBaseLogger, 'info' | 'warn' | 'error'>;

async function since({ stores, clock }: Services, provider: string): Promise<Date> {
  const cursor = await stores.providerCursors.find(provider, STREAM);
  const now = clock.now().getTime();
  return new Date(cursor === undefined ? now - FIRST_MS : Date.parse(cursor) - OVERLAP_MS);
}

async function fetchFrom(
  services: Services,
  provider: PaymentProvider,
  log: NoticeLog,
): Promise<number> {
  const { stores, clock } = services;
  const now = clock.now();
  const desk = noticeDesk(services);
  let heard = 0;
  // What could not be applied is read again the next time, and all that is after it.
  let readTo: Date | undefined;
  const list = provider.undelivered?.(await since(services, provider.id), now) ?? [];
  for await (const { at, notice } of list) {
    try {
      const { result } = await hearNotice(desk, provider.id, notice, log);
      if (result === 'changed') heard += 1;
    } catch (error) {
      log.error({ err: error, provider: provider.id, eventId: notice.eventId }, 'lost notice');
      readTo ??= at;
    }
  }
  await stores.providerCursors.move(provider.id, STREAM, (readTo ?? now).toISOString(), now);
  return heard;
}

/**
 * Hears what providers told and could not deliver (the line was down, or its address was wrong),
 * through the same door as what they deliver: it counts once, whichever way it comes.
 * @returns how many changed something
 */
export async function fetchLostNotices(services: Services, log: NoticeLog): Promise<number> {
  let heard = 0;
  for (const provider of services.providers.values()) {
    if (provider.undelivered !== undefined) heard += await fetchFrom(services, provider, log);
  }
  return heard;
}
