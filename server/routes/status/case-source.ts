import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ApplicationEvent, Draft } from '../../domain/applications/application.ts';
import { awaitedKind } from '../../domain/cases/start-resubmission.ts';
import { CHANGE } from '../../domain/changes/start-change.ts';
import { DomainError } from '../../domain/errors.ts';
import type { RawInput } from '../../domain/fields/answers.ts';
import { paths } from '../../http/paths.ts';
import { isCsrfValid } from '../../http/session.ts';
import type { Services } from '../../services.ts';
import { draftSigner, type PostedForm } from '../apply/apply-context.ts';
import { withoutTechnical } from '../apply/form-inputs.ts';
import type { FormSource } from '../apply/form-source.ts';
import { type GrantedApplication, grantedApplication, isGranted } from './application-context.ts';
import { type CaseState, caseState } from './case-state.ts';
import { findChangeTerms } from './change-terms-now.ts';
import { showStatusForm } from './show-status-form.ts';

export interface CaseParams {
  readonly applicationId: string;
  readonly phase?: string;
  readonly page?: string;
  readonly row?: string;
}

export const CHANGE_URL = '/:locale/status/:applicationId/change';

const paramsOf = (request: FastifyRequest) => request.params as CaseParams;

/** `correction`, `phase:<id>` or `change`, by the address. */
export function kindOf(request: FastifyRequest): string {
  const { phase } = paramsOf(request);
  if (request.routeOptions.url?.startsWith(CHANGE_URL)) return CHANGE;
  return phase === undefined ? 'correction' : `phase:${phase}`;
}

/** Does the case wait for it, or may its order change? */
async function isOpen(
  services: Services,
  found: GrantedApplication,
  events: readonly ApplicationEvent[],
  kind: string,
): Promise<boolean> {
  if (kind === CHANGE) return (await findChangeTerms(services, found, events))?.allowed === true;
  return awaitedKind(found.procedure, found.application, events) === kind;
}

/** The draft of this address, if this browser has it and the case still waits for it. */
async function findCase(
  services: Services,
  request: FastifyRequest,
): Promise<CaseState | undefined> {
  const { applicationId } = paramsOf(request);
  const found = await grantedApplication(services, request, applicationId);
  const { drafts, applications } = services.stores;
  const kind = kindOf(request);
  const events = await applications.events(applicationId);
  if (!(await isOpen(services, found, events, kind))) return undefined;
  const draft = await drafts.findForCase(applicationId, kind, services.clock.now());
  if (draft?.sessionHash !== request.sessionHash) return undefined;
  return caseState(services, found, draft);
}

/** The time to look is over: what was typed waits in the draft until number and code are given again. */
async function keepTyped({ stores, clock }: Services, request: FastifyRequest, draft: Draft) {
  const { page, row } = paramsOf(request);
  if (page === undefined) return;
  await stores.drafts.keepPending({
    id: draft.id,
    pending: {
      page,
      ...(row !== undefined && { row: Number(row) - 1 }),
      raw: withoutTechnical((request.body ?? {}) as RawInput),
    },
    locale: request.locale,
    now: clock.now(),
  });
}

async function openCase(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<PostedForm> {
  const { applicationId } = paramsOf(request);
  const { token } = { token: (request.body as RawInput | undefined)?.['draft'] };
  const draftId = draftSigner(services).open(typeof token === 'string' ? token : undefined);
  if (draftId === undefined) throw new DomainError('form_expired');
  const { drafts } = services.stores;
  const now = services.clock.now();
  const draft = await drafts.find(draftId);
  const isOurs =
    draft?.caseOf?.applicationId === applicationId && draft.caseOf.kind === kindOf(request);
  if (!draft || !isOurs || draft.expiresAt <= now) return { result: 'submitted', applicationId };
  if (!(await isGranted(services, request, applicationId))) {
    await keepTyped(services, request, draft);
    return { result: 'left' };
  }
  const found = await grantedApplication(services, request, applicationId);
  if (draft.sessionHash === request.sessionHash && isCsrfValid(request)) {
    return { result: 'valid', state: await caseState(services, found, draft) };
  }
  const sessionHash = reply.startSession();
  await drafts.adopt({ id: draft.id, sessionHash, now });
  return { result: 'stale', state: await caseState(services, found, { ...draft, sessionHash }) };
}

/** Corrections or phases, whose forms are those of applications. */
export function caseSource(services: Services, url: string): FormSource {
  return {
    url,
    find: (request) => findCase(services, request),
    home: (request) => paths.statusApplication(request.locale, paramsOf(request).applicationId),
    open: (request, reply) => openCase(services, request, reply),
    async settled(request, reply, form) {
      if (form.result === 'submitted') {
        return reply.redirect(paths.statusApplication(request.locale, form.applicationId), 303);
      }
      reply.code(403);
      return showStatusForm(reply, { notice: 'kept' });
    },
    async again(draft) {
      const application = await services.stores.applications.find(
        draft.caseOf?.applicationId ?? '',
      );
      const procedure =
        application &&
        (await services.procedureVersion(application.procedureId, application.version));
      if (!application || !procedure) throw new DomainError('application_not_found');
      return caseState(services, { application, procedure }, draft);
    },
  };
}
