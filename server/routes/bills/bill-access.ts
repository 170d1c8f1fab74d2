import type { FastifyReply, FastifyRequest } from 'fastify';
import { type TokenSigner, tokenSigner } from '../../lib/signed-token.ts';
import type { Services } from '../../services.ts';

/** Long enough to pay, too short to be found on a shared phone the next day. */
const TWO_HOURS_MS = 2 * 60 * 60_000;
/** All terms of a year, say; the oldest goes. */
const MOST_BILLS = 12;

const signers = new WeakMap<Services, TokenSigner>();

/** Keys are derived once, not with each page. */
function signerOf(services: Services): TokenSigner {
  let signer = signers.get(services);
  if (signer === undefined) {
    signer = tokenSigner(services.config.dataKeys, 'bill access');
    signers.set(services, signer);
  }
  return signer;
}

const isSecure = ({ config }: Services) => config.publicUrl.startsWith('https://');

function cookieName(services: Services): string {
  return isSecure(services) ? '__Host-madoguchi-bills' : 'madoguchi-bills';
}

interface Opened {
  readonly billId: string;
  /** Milliseconds. */
  readonly until: number;
}

/** `<session hash> <bill>:<until> …`, signed: worth nothing in another browser's session. */
function openedIn(services: Services, request: FastifyRequest): readonly Opened[] {
  const token = signerOf(services).open(request.cookies[cookieName(services)]);
  const [session, ...parts] = token?.split(' ') ?? [];
  if (session === undefined || session === '' || session !== request.sessionHash) return [];
  const now = services.clock.now().getTime();
  return parts
    .map((part) => part.split(':'))
    .map(([billId = '', until = '']) => ({ billId, until: Number(until) }))
    .filter(({ until }) => until > now);
}

/** May this browser see that bill? It has shown number and code not long ago. */
export function mayOpenBill(services: Services, request: FastifyRequest, billId: string): boolean {
  return openedIn(services, request).some((opened) => opened.billId === billId);
}

/** From now on this browser may see it, for two hours; nothing is stored. */
export function grantBill(services: Services, reply: FastifyReply, billId: string): void {
  const session = reply.startSession();
  const until = services.clock.now().getTime() + TWO_HOURS_MS;
  const others = openedIn(services, reply.request).filter((opened) => opened.billId !== billId);
  const opened = [...others, { billId, until }].slice(-MOST_BILLS);
  const parts = opened.map((one) => `${one.billId}:${one.until}`);
  reply.setCookie(cookieName(services), signerOf(services).sign([session, ...parts].join(' ')), {
    path: '/',
    httpOnly: true,
    secure: isSecure(services),
    sameSite: 'lax',
    maxAge: TWO_HOURS_MS / 1000,
  });
}
