import type { FastifyRequest } from 'fastify';
import type { Draft } from '../../domain/applications/application.ts';
import { draftExpiry } from '../../domain/applications/start-draft.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Answers } from '../../domain/fields/answers.ts';
import type { Locale } from '../../domain/procedures/locale.ts';
import type { Services } from '../../services.ts';
import type { FormPlace } from '../apply/form-place.ts';
import type { FormSource } from '../apply/form-source.ts';
import { type CaseState, caseState } from '../status/case-state.ts';
import { READ } from './builder-desk.ts';
import { openPreviewCase, type PreviewCase, phaseAnswers } from './builder-preview-case.ts';
import { stagePath } from './builder-preview-frame.ts';
import { openTried, PREVIEW, type PreviewParams, startAnew } from './builder-preview-source.ts';
import { FORM } from './builder-preview-trials.ts';

export const STAGE = `${PREVIEW}/done/:stage`;

const paramsOf = (request: FastifyRequest) =>
  request.params as PreviewParams & { readonly stage: string };

function stagePlace(version: string, stage: string): FormPlace {
  const at = (page?: string) => (l: Locale) => stagePath(version, l, stage, page);
  return {
    home: at(),
    page: (l, page, row) => stagePath(version, l, stage, page, row),
    rowRemove: (l, page, row) => `${stagePath(version, l, stage, page, row)}/remove`,
    check: at('check'),
    attachments: at('attachments'),
  };
}

/** In front of a page of a phase that is looked at, the answers of nobody. */
function answersBefore({ stage, procedure, services }: PreviewCase, page?: string): Answers {
  const { phase } = stage;
  const pages = procedure.phases.find(({ id }) => id === phase)?.pages ?? [];
  const at = pages.findIndex(({ id }) => id === page);
  if (phase === undefined || at < 1) return {};
  const before = new Set(
    pages.slice(0, at).flatMap((one) => [one.repeat?.of ?? '', ...one.fields.map(({ id }) => id)]),
  );
  const made = phaseAnswers(services, procedure, phase);
  return Object.fromEntries(Object.entries(made).filter(([id]) => before.has(id)));
}

/** The form of that stage: what somebody has begun, or a new one. */
async function stageDraft(opened: PreviewCase, request: FastifyRequest): Promise<Draft> {
  const { stage, application, procedure, services } = opened;
  const { drafts } = services.stores;
  const id = `${application.id}${FORM}${stage.id}`;
  const kind = stage.phase === undefined ? 'correction' : `phase:${stage.phase}`;
  const found = await drafts.find(id);
  if (found) return { ...found, version: procedure.version };
  const now = services.clock.now();
  const isCorrection = stage.phase === undefined;
  const draft: Draft = {
    id,
    procedureId: procedure.id,
    version: procedure.version,
    locale: request.locale,
    channel: 'online',
    sessionHash: request.sessionHash,
    revision: 0,
    answers: isCorrection ? application.answers : answersBefore(opened, paramsOf(request).page),
    pending: null,
    startedAt: now,
    updatedAt: now,
    expiresAt: draftExpiry(now),
    caseOf: { applicationId: application.id, kind },
  };
  await drafts.create(draft);
  return draft;
}

async function stateOf(
  opened: PreviewCase,
  request: FastifyRequest,
  draft?: Draft,
): Promise<CaseState> {
  const { stage, services } = opened;
  // Nothing is filled in at the others.
  if (stage.status !== 'returned' && stage.phase === undefined) {
    throw new DomainError('page_not_found');
  }
  const state = await caseState(services, opened, draft ?? (await stageDraft(opened, request)));
  return { ...state, place: stagePlace(paramsOf(request).version, stage.id) };
}

/** What a case waits for: the forms of corrections and phases, on a case that nobody sent. */
export function stageSource(services: Services): FormSource {
  const find = async (request: FastifyRequest) => {
    const opened = await openPreviewCase(services, request);
    return opened && stateOf(opened, request);
  };
  return {
    url: STAGE,
    config: READ,
    find,
    home: (request) => {
      const { version, language, stage } = paramsOf(request);
      return stagePath(version, language, stage);
    },
    open: async (request) => openTried(services, request, await find(request)),
    settled: startAnew,
    async again(draft, request) {
      const opened = await openPreviewCase(services, request);
      if (!opened) throw new DomainError('page_not_found');
      return stateOf(opened, request, draft);
    },
  };
}
