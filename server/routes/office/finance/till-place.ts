import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../../domain/errors.ts';
import { isOvernight, type TillSession } from '../../../domain/till/till-session.ts';
import { todayInTokyo } from '../../../lib/jst-date.ts';
import { paymentDesk } from '../../../payment-desk.ts';
import type { Services } from '../../../services.ts';

/** A till of the town, and what is going on at it. */
export interface TillPlace {
  readonly key: string;
  readonly name: string;
  readonly section: string;
  /** The one that is open, of whichever day. */
  readonly session: TillSession | undefined;
  /** Open, and of today: it takes money. */
  readonly isTaking: boolean;
  /** `staff:<login>` of whoever asks. */
  readonly actor: `staff:${string}`;
}

type TillRequest = FastifyRequest<{ Params: { till: string } }>;

export const actorOf = ({ staff }: FastifyRequest): `staff:${string}` =>
  `staff:${staff?.login ?? ''}`;

/** What the town calls that till, and whose it is. */
export function tillOf({ library }: Services, key: string) {
  const { tills = {} } = library.municipality;
  return Object.hasOwn(tills, key) ? tills[key] : undefined;
}

/** Runs the handler for a till that there is, of a section in which whoever asks works at tills. */
export function atTill<Request extends FastifyRequest>(
  services: Services,
  handle: (place: TillPlace, request: Request, reply: FastifyReply) => Promise<unknown>,
) {
  return async (asked: FastifyRequest, reply: FastifyReply) => {
    const key = (asked as TillRequest).params.till;
    const till = tillOf(services, key);
    if (till === undefined) throw new DomainError('page_not_found');
    if (!asked.staffMay('till.work', till.section)) return reply.notPermitted('till.work', key);
    const open = await services.stores.tills.listOpen();
    const session = open.find((one) => one.till === key);
    const today = todayInTokyo(services.clock.now());
    const isTaking = session !== undefined && !isOvernight(session, today);
    const place = { key, ...till, session, isTaking, actor: actorOf(asked) };
    return handle(place, asked as Request, reply);
  };
}

/** A session, for somebody who works at its till. */
export async function ownSession(
  { stores, library }: Services,
  request: FastifyRequest,
  id: string,
): Promise<{ readonly session: TillSession; readonly may: boolean }> {
  const session = await stores.tills.find(id);
  if (session === undefined) throw new DomainError('page_not_found');
  const section = library.municipality.tills?.[session.till]?.section;
  // A till that the town has given up is still counted by whoever works at tills.
  return { session, may: request.staffMay('till.work', section) };
}

/** What the verbs of the till are given. */
export const tillDesk = (services: Services) => ({
  ...paymentDesk(services),
  tills: services.stores.tills,
});
