import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import type { RawInput } from '../../domain/fields/answers.ts';
import { isLocale } from '../../domain/procedures/locale.ts';
import { adminPaths } from '../../http/admin-paths.ts';
import { isCsrfValid } from '../../http/session.ts';
import type { Services } from '../../services.ts';
import { type ApplyState, draftSigner } from '../apply/apply-context.ts';
import type { FormSource } from '../apply/form-source.ts';
import { openDesk, READ } from './builder-desk.ts';
import { allowFraming } from './builder-frames.ts';
import { previewPath } from './builder-preview-frame.ts';
import { previewDraft, previewProcedure, previewState } from './builder-preview-state.ts';

export interface PreviewParams {
  readonly version: string;
  readonly language: string;
  readonly page?: string;
}

export const PREVIEW = '/admin/versions/:version/preview/:language';

const paramsOf = (request: FastifyRequest) => request.params as PreviewParams;

/** Speaks the language of its address, may be framed by our own pages, and leaves nobody signed out. */
export function enterPreview(services: Services) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const { version, language } = paramsOf(request);
    const { languages } = services.library.municipality;
    // Who this is has not been asked yet: what is no language of ours is shown in Japanese.
    if (isLocale(language) && languages.includes(language)) {
      request.locale = language;
      request.words = services.words(language);
    }
    allowFraming(reply);
    // "Save and leave" ends a resident's session; here that would be one's own.
    const { intent } = (request.body ?? {}) as RawInput;
    if (intent === 'leave') return reply.redirect(previewPath(version, language), 303);
    return undefined;
  };
}

/**
 * The draft, as it can be tried.
 * @throws DomainError page_not_found while it can't be compiled (its start page says why)
 */
export async function openPreview(
  services: Services,
  request: FastifyRequest,
): Promise<ApplyState | undefined> {
  const { version } = await openDesk(services, request);
  const { procedure } = previewProcedure(services, version);
  if (procedure === undefined) return undefined;
  const draft = await previewDraft(services, request, version, procedure);
  return previewState(services, version, procedure, draft, paramsOf(request).page);
}

/** The form's own pages, on a draft that nobody sends. */
export function previewSource(services: Services): FormSource {
  const home = (request: FastifyRequest) => {
    const { version, language } = paramsOf(request);
    return previewPath(version, language);
  };
  return {
    url: PREVIEW,
    config: READ,
    find: (request) => openPreview(services, request),
    home,
    async open(request) {
      const state = await openPreview(services, request);
      const { draft } = (request.body ?? {}) as RawInput;
      const token = typeof draft === 'string' ? draft : undefined;
      if (!state || draftSigner(services).open(token) !== state.draft.id) {
        throw new DomainError('form_expired');
      }
      return { result: isCsrfValid(request) ? 'valid' : 'stale', state };
    },
    settled: async (request, reply) => reply.redirect(home(request), 303),
    async again(draft, request) {
      const { version } = await openDesk(services, request);
      const { procedure } = previewProcedure(services, version);
      if (!procedure) throw new DomainError('page_not_found');
      return previewState(services, version, procedure, draft, paramsOf(request).page);
    },
  };
}

/** Large as a page, with everything that can be chosen. */
export const previewRoom = (version: string, query: Readonly<Record<string, string>> = {}) =>
  `${adminPaths.preview(version)}${Object.keys(query).length > 0 ? `?${new URLSearchParams(query)}` : ''}`;
