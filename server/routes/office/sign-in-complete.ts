import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import type { SignedInStaff, Staff } from '../../domain/staff/staff.ts';
import { counterPaths } from '../../http/counter-paths.ts';
import { LONGEST_MS, returnPath } from '../../http/staff-session.ts';
import type { Services } from '../../services.ts';

/**
 * Lets somebody in who has shown everything that is asked of them, whichever way: a new session
 * secret, the session on the server, the log. The old session of this browser ends.
 * @param to where they wanted to go; anything but a page of the staff's side is left out
 * @returns the path to go on to; the caller redirects (303) or hands it to its script
 * @throws DomainError access_denied when they have left
 */
export async function completeSignIn(
  { stores, clock }: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  staff: Staff,
  secondFactor: SignedInStaff['secondFactor'],
  to?: string,
): Promise<string> {
  if (staff.leftAt !== null) throw new DomainError('access_denied');
  if (request.sessionHash !== '') await stores.staff.endSession(request.sessionHash);
  const at = clock.now();
  await stores.staff.startSession(
    {
      sessionHash: reply.renewSession(),
      staffId: staff.id,
      secondFactor,
      startedAt: at,
      endsAt: new Date(at.getTime() + LONGEST_MS),
    },
    { actor: `staff:${staff.login}`, at },
  );
  // A tablet is for the counter, unless they were on their way elsewhere.
  return to || !request.tablet ? returnPath(to) : counterPaths.home();
}
