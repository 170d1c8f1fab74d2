import type { FastifyReply } from 'fastify';
import { paths } from '../../http/paths.ts';
import { csrfToken } from '../../http/session.ts';
import type { Services } from '../../services.ts';
import { type ApplyState, draftSigner } from '../apply/apply-context.ts';
import { endedView } from '../apply/ended-view.ts';
import { documentsOf } from '../attachments/form-documents.ts';
import { type CaseCheckArgs, caseCheckView } from './case-check-view.ts';
import type { CaseState } from './case-state.ts';

/** Check your answers of a correction or a phase. */
export async function renderCaseCheck(
  services: Services,
  reply: FastifyReply,
  applied: ApplyState,
  notice?: CaseCheckArgs['notice'],
) {
  const state = applied as CaseState;
  const { procedure, journey, place, draft } = state;
  const { words } = reply.request;
  const csrf = csrfToken(reply);
  if (journey.endedBy) {
    const ended = { procedure, words, endedBy: journey.endedBy, paths, csrf, place };
    return reply.page('status/ended', {
      ...endedView(ended),
      statusHref: place.home(words.locale),
    });
  }
  return reply.page(
    'status/check',
    caseCheckView({
      state,
      words,
      municipality: services.library.municipality,
      documents: await documentsOf(services, state),
      sources: { resources: services.resources, catalogues: services.catalogues },
      draft: { token: draftSigner(services).sign(draft.id), revision: draft.revision },
      csrf,
      notice,
    }),
  );
}
