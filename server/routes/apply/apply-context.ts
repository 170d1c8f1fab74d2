import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Draft } from '../../domain/applications/application.ts';
import type { KnownPerson } from '../../domain/applications/known-people.ts';
import type { SlotAnswer } from '../../domain/bookings/check-slot-answer.ts';
import type { CaseNote } from '../../domain/cases/case.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Answers, RawInput } from '../../domain/fields/answers.ts';
import type { AttachmentRule } from '../../domain/procedures/case-rules.ts';
import { dueAttachments } from '../../domain/procedures/due-attachments.ts';
import { journeyOf } from '../../domain/procedures/journey-memo.ts';
import type { Locale } from '../../domain/procedures/locale.ts';
import type { Journey, Page, Procedure, RuleContext } from '../../domain/procedures/procedure.ts';
import { isCsrfValid } from '../../http/session.ts';
import type { Words } from '../../http/words.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import { type TokenSigner, tokenSigner } from '../../lib/signed-token.ts';
import type { Services } from '../../services.ts';
import { applyPlace, type FormPlace } from './form-place.ts';
import type { Remarks } from './remarks.ts';

export interface ApplyParams {
  readonly locale: string;
  readonly id: string;
  readonly page?: string;
  readonly row?: string;
  readonly applicationId?: string;
}

/** Everything that a request inside a form stands on. */
export interface ApplyState {
  readonly procedure: Procedure;
  readonly draft: Draft;
  readonly journey: Journey;
  readonly context: RuleContext;
  readonly place: FormPlace;
  /** On whose day a page is judged: today, or the day on which what is mended was sent. */
  contextOn(page: Page): RuleContext;
  /** Documents that this form asks for, where the rules alone don't say it (a correction). */
  readonly due?: readonly AttachmentRule[];
  /** What the case has booked: its own seats are free to itself. */
  readonly booked?: SlotAnswer;
  /** In a correction: fields of a page (or row) that stay as they were sent. */
  settledOn?(page: Page, row: number | undefined): ReadonlySet<string>;
  /** In a correction: what was returned, and why. */
  readonly note?: CaseNote;
  /** At the counter: whom the other forms of the sitting name. */
  people?(): Promise<readonly KnownPerson[]>;
  /** At the counter: what the resident said of questions of a page (or row). */
  remarksOn?(page: Page, row: number | undefined, words: Words): Remarks;
  /** Where these answers would lead, in this form. */
  walk(answers: Answers): Journey;
}

// Databases refuse some characters that a URL can carry.
const PROCEDURE_ID = /^[\w-]{1,100}$/;

const signers = new WeakMap<Services, TokenSigner>();

/** The hidden `draft` field: it proves which draft a form belongs to, even when the cookie is gone. */
export function draftSigner(services: Services): TokenSigner {
  let signer = signers.get(services);
  if (signer === undefined) {
    // Deriving keys is slow on purpose; once is enough.
    signer = tokenSigner(services.config.dataKeys, 'draft');
    signers.set(services, signer);
  }
  return signer;
}

export function ruleContext(services: Services): RuleContext {
  return { today: todayInTokyo(services.clock.now()) };
}

/** @throws DomainError procedure_not_found */
export function findProcedure(services: Services, id: string): Procedure {
  const procedure = services.library.procedures.get(id);
  if (procedure === undefined) throw new DomainError('procedure_not_found', { id });
  return procedure;
}

/** The draft with the version of the definition that it was begun with, and where it stands. */
export async function stateOf(services: Services, draft: Draft): Promise<ApplyState> {
  const current = services.library.procedures.get(draft.procedureId);
  const procedure =
    current?.version === draft.version
      ? current
      : await services.procedureVersion(draft.procedureId, draft.version);
  if (procedure === undefined)
    throw new DomainError('procedure_not_found', { id: draft.procedureId });
  const context = ruleContext(services);
  return {
    procedure,
    draft,
    context,
    place: applyPlace(procedure.id),
    contextOn: () => context,
    journey: journeyOf(procedure, draft.answers, context),
    walk: (answers) => journeyOf(procedure, answers, context),
  };
}

/** For a page view: the session's own draft, or undefined (then the start page is the place to be). */
export async function findState(
  services: Services,
  request: FastifyRequest,
  procedureId: string,
): Promise<ApplyState | undefined> {
  if (request.sessionHash === '' || !PROCEDURE_ID.test(procedureId)) return undefined;
  const { drafts } = services.stores;
  const draft = await drafts.findBySession(request.sessionHash, procedureId, services.clock.now());
  return draft && stateOf(services, draft);
}

export type PostedForm =
  /** Ours and current. */
  | { readonly result: 'valid'; readonly state: ApplyState }
  /** The session had ended or the token was stale: the draft is kept and tied to this browser again. */
  | { readonly result: 'stale'; readonly state: ApplyState }
  /** Sent before, and it became this application. */
  | { readonly result: 'submitted'; readonly applicationId: string }
  /** "Save and leave" was pressed in between: it can be taken up with its code. */
  | { readonly result: 'left' };

function postedDraft(services: Services, { body }: FastifyRequest): string | undefined {
  const token = (body as RawInput | undefined)?.['draft'];
  return draftSigner(services).open(typeof token === 'string' ? token : undefined);
}

/**
 * Which draft does a posted form belong to?
 * @throws DomainError form_expired when the form was not made by us, draft_not_found when it is over
 */
export async function openPostedForm(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  procedureId: string,
): Promise<PostedForm> {
  const draftId = postedDraft(services, request);
  if (draftId === undefined) throw new DomainError('form_expired');

  const { drafts, applications } = services.stores;
  const now = services.clock.now();
  const draft = await drafts.find(draftId);
  if (draft === undefined || draft.expiresAt <= now || draft.procedureId !== procedureId) {
    const application = await applications.find(draftId);
    if (application === undefined) throw new DomainError('draft_not_found');
    return { result: 'submitted', applicationId: application.id };
  }
  if (draft.channel === 'counter') throw new DomainError('draft_at_counter');
  if (draft.sessionHash === null) return { result: 'left' };
  if (draft.sessionHash === request.sessionHash && isCsrfValid(request)) {
    return { result: 'valid', state: await stateOf(services, draft) };
  }
  const sessionHash = reply.startSession();
  await drafts.adopt({ id: draft.id, sessionHash, now });
  return { result: 'stale', state: await stateOf(services, { ...draft, sessionHash }) };
}

/**
 * The same from what this process read last, for what asks storage later on or changes nothing:
 * undefined of what is not in memory, or not this session's own. See `DraftStore.recall`.
 */
export async function recallPostedForm(
  services: Services,
  request: FastifyRequest,
  procedureId: string,
): Promise<ApplyState | undefined> {
  const draftId = postedDraft(services, request);
  if (draftId === undefined) return undefined;
  const revision = revisionOf((request.body ?? {}) as RawInput);
  const draft = services.stores.drafts.recall(draftId, revision);
  if (draft === undefined || draft.procedureId !== procedureId || draft.caseOf) return undefined;
  if (draft.channel === 'counter' || draft.expiresAt <= services.clock.now()) return undefined;
  const isOwn = draft.sessionHash === request.sessionHash && isCsrfValid(request);
  return isOwn ? stateOf(services, draft) : undefined;
}

/** The revision that the form was rendered with; -1, which no draft has, when it says none. */
export function revisionOf(raw: RawInput): number {
  const revision = raw['revision'];
  return typeof revision === 'string' && /^\d{1,9}$/.test(revision) ? Number(revision) : -1;
}

/** The documents that this form asks for, by the answers so far. */
export function dueOf({ due, procedure, journey, draft }: ApplyState): readonly AttachmentRule[] {
  if (due) return due;
  const phase = /^phase:(.+)$/.exec(draft.caseOf?.kind ?? '')?.[1];
  return draft.caseOf && !phase ? [] : dueAttachments(procedure, journey, phase);
}

/** After the last page: the documents, if there are any, else "check your answers". */
function afterPages(state: ApplyState, locale: Locale): string {
  const { place } = state;
  return dueOf(state).length > 0 ? place.attachments(locale) : place.check(locale);
}

/** Where somebody is sent who asks for a page that is not reached yet. */
export function currentPlace(state: ApplyState, locale: Locale): string {
  const { journey, place } = state;
  const page = journey.reached.find((reached) => !reached.complete)?.page;
  if (page !== undefined) return place.page(locale, page.id);
  return journey.endedBy ? place.check(locale) : afterPages(state, locale);
}

/** The place after a page has been saved. */
export function nextPlace(
  state: ApplyState,
  page: Page,
  options: { locale: Locale; fromCheck: boolean },
): string {
  const { journey, place } = state;
  if (journey.endedBy || (options.fromCheck && journey.complete)) {
    return place.check(options.locale);
  }
  if (options.fromCheck) return currentPlace(state, options.locale);
  const at = journey.reached.findIndex((reached) => reached.page.id === page.id);
  const following = journey.reached[at + 1];
  return following === undefined
    ? afterPages(state, options.locale)
    : place.page(options.locale, following.page.id);
}
