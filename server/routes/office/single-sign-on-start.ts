import type { FastifyReply } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import { type IdentityProvider, SingleSignOnTrouble } from '../../domain/staff/single-sign-on.ts';
import type { Services } from '../../services.ts';
import { mustAskAgain, rememberAttempt } from './single-sign-on-attempt.ts';

/** @throws DomainError page_not_found where the town has none */
export function providerOf({ identityProvider }: Services): IdentityProvider {
  if (identityProvider === null) throw new DomainError('page_not_found');
  return identityProvider;
}

/**
 * Does something that needs the provider; trouble with it is written into the program's log for the
 * operator, and the reader is sent where the other ways are.
 * @param back page of ours for each kind of trouble
 */
export async function withProvider<T>(
  reply: FastifyReply,
  back: (reason: SingleSignOnTrouble['reason']) => string,
  work: () => Promise<T>,
): Promise<T | FastifyReply> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof SingleSignOnTrouble)) throw error;
    const { code, message } = error.cause as { code?: string; message?: string };
    reply.request.log.warn({ reason: error.reason, code, message }, 'single sign-on failed');
    return reply.redirect(back(error.reason), 303);
  }
}

interface Wish {
  readonly to: string;
  readonly linkFor?: string;
  /** Pages that say what went wrong. */
  back(reason: SingleSignOnTrouble['reason']): string;
}

/** Off to the provider. Reached by a link: a form may lead to pages of ours only (form-action). */
export async function startAtProvider(
  services: Services,
  reply: FastifyReply,
  { to, linkFor, back }: Wish,
) {
  const provider = providerOf(services);
  return withProvider(reply, back, async () => {
    const anew = linkFor !== undefined || mustAskAgain(reply.request);
    const { url, attempt } = await provider.begin(anew);
    rememberAttempt(services, reply, { ...attempt, to, linkFor });
    return reply.redirect(url, 303);
  });
}
