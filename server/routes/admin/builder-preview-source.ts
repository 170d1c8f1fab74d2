import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import type { RawInput } from '../../domain/fields/answers.ts';
import { isLocale } from '../../domain/procedures/locale.ts';
import { adminPaths } from '../../http/admin-paths.ts';
import { isCsrfValid } from '../../http/session.ts';
import type { Services } from '../../services.ts';
import {
  type ApplyState,
  draftSigner,
  type PostedForm,
  revisionOf,
} from '../apply/apply-context.ts';
import type { FormSource } from '../apply/form-source.ts';
import { openDesk, READ } from './builder-desk.ts';
import { allowFraming } from './builder-frames.ts';
import { previewPath } from './builder-preview-frame.ts';
import {
  nobodysAnswers,
  previewDraft,
  previewProcedure,
  previewState,
} from './builder-preview-state.ts';

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
  const draft = await previewDraft(services, request, procedure);
  const { page } = paramsOf(request);
  const state = previewState(services, version, procedure, draft, page);
  if (!isBehindPages(request) || draft.revision > 0 || state.journey.complete) return state;
  // Somebody looks at documents or fees who has not walked through the form: nobody's answers lead there.
  const answers = nobodysAnswers(services, { procedure, draft });
  return { ...state, draft: { ...draft, answers }, journey: state.walk(answers) };
}

/** The documents and what is read before sending. */
const isBehindPages = ({ routeOptions }: FastifyRequest) =>
  /\/:language\/(attachments|check)/.test(routeOptions.url ?? '');

/**
 * A form that was posted, as far as it is the one that stands here: after two hours it is not any
 * more, and the preview begins anew.
 */
export function openTried(
  services: Services,
  request: FastifyRequest,
  state: ApplyState | undefined,
): PostedForm {
  const raw = (request.body ?? {}) as RawInput;
  const { draft: token } = raw;
  const isOurs =
    state !== undefined &&
    draftSigner(services).open(typeof token === 'string' ? token : undefined) === state.draft.id &&
    revisionOf(raw) <= state.draft.revision;
  if (!isOurs) return { result: 'left' };
  return { result: isCsrfValid(request) ? 'valid' : 'stale', state };
}

/** Back to the start page, which says why. */
export const startAnew = async (request: FastifyRequest, reply: FastifyReply) => {
  const { version, language } = paramsOf(request);
  return reply.redirect(`${previewPath(version, language)}?sample=anew`, 303);
};

const NOTICES: Readonly<Record<string, string>> = {
  anew: 'プレビューの答えがもう残っていないので、初めから始めます。最後の入力から2時間たつと、こうなります。',
  sent: 'ここまでが見本です。何も送られていません。',
  paid: 'ここまでが見本です。お金は動かず、何も送られていません。',
  pay: 'プレビューです。どのボタンを押しても、お金は動きません。住民が見る画面は、この下です。',
  free: 'この答えでは、料金はかかりません。料金のかかる答えにすると、支払いの画面が出ます。',
  over: 'この先は、本当に送った申請だけで進めます。見本では、ここまでです。',
};

/**
 * What the preview says on top of a resident's page.
 * @param always what that page says where the address names nothing
 */
export function previewNotice(request: FastifyRequest, always?: 'pay') {
  const { sample } = request.query as Readonly<Record<string, unknown>>;
  const named = Object.hasOwn(NOTICES, String(sample)) ? NOTICES[String(sample)] : undefined;
  const text = named ?? (always && NOTICES[always]);
  return text === undefined ? {} : { sampleNotice: { tone: 'info', text, role: 'status' } };
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
    open: async (request) => openTried(services, request, await openPreview(services, request)),
    settled: startAnew,
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
