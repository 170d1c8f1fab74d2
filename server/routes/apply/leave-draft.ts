import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { paths } from '../../http/paths.ts';
import { csrfToken } from '../../http/session.ts';
import { newAccessCode } from '../../lib/access-code.ts';
import { tokenSigner } from '../../lib/signed-token.ts';
import type { Services } from '../../services.ts';
import type { ApplyState } from './apply-context.ts';
import { contactView } from './contact-view.ts';
import { countLeft } from './count-form.ts';
import { savedView } from './saved-view.ts';

/** How a resume code lies in storage. */
export function resumeHash(code: string): string {
  return createHash('sha256').update(`resume:${code}`).digest('hex');
}

/** The link's secret is the draft's id, signed: nothing to store, nothing to guess. */
export function resumeSigner(services: Services) {
  return tokenSigner(services.config.dataKeys, 'resume');
}

/**
 * "Save and leave": the phone forgets everything; code and link are shown this once. The answer to
 * the POST is the page itself (no redirect), because after it nothing on this phone may know them.
 */
export async function leaveDraft(services: Services, reply: FastifyReply, state: ApplyState) {
  const { draft, procedure, place } = state;
  // What belongs to a case is found again by its number and code: no second code to keep. And what is
  // entered at the counter stays with its sitting.
  if (draft.caseOf || reply.request.sitting)
    return reply.redirect(place.home(reply.request.locale), 303);
  countLeft(services, reply.request, state);
  const code = newAccessCode();
  const { stores, clock, config } = services;
  await stores.drafts.leave({ id: draft.id, resumeHash: resumeHash(code), now: clock.now() });
  await stores.applications.revokeGrants(draft.sessionHash ?? '');
  reply.endSession();
  const { locale, words } = reply.request;
  const token = resumeSigner(services).sign(draft.id);
  return reply.page(
    'apply/saved',
    savedView({
      procedure,
      words,
      code,
      link: config.publicUrl + paths.resumeLink(locale, token),
      token,
      expiresAt: draft.expiresAt,
      contact: contactView(procedure, words, services.library.municipality),
      csrf: csrfToken(reply),
      paths,
    }),
  );
}
