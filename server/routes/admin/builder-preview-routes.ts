import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { closedOn } from '../../domain/applications/start-draft.ts';
import type { RawInput } from '../../domain/fields/answers.ts';
import { isLocale } from '../../domain/procedures/locale.ts';
import { paths } from '../../http/paths.ts';
import { csrfToken } from '../../http/session.ts';
import type { Services } from '../../services.ts';
import { type ApplyState, currentPlace } from '../apply/apply-context.ts';
import { pageRoutes } from '../apply/page-routes.ts';
import { checkModel } from '../apply/render-check.ts';
import { rowsRoutes } from '../apply/rows-routes.ts';
import { startView } from '../apply/start-view.ts';
import { renderDocumentList } from '../attachments/document-list.ts';
import { documentsOf } from '../attachments/form-documents.ts';
import { openDesk, READ } from './builder-desk.ts';
import { findingsOf } from './builder-findings.ts';
import { madeUpFor } from './builder-made-up.ts';
import { previewPath } from './builder-preview-frame.ts';
import { previewRoomRoutes } from './builder-preview-room.ts';
import { previewServices } from './builder-preview-services.ts';
import {
  enterPreview,
  openPreview,
  PREVIEW,
  type PreviewParams,
  previewSource,
} from './builder-preview-source.ts';

/** Nothing is missing that keeps the form from being shown; else what it is. */
async function showBroken(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const desk = await openDesk(services, request);
  return reply.page('admin/builder-preview-broken', {
    title: 'プレビュー',
    styles: ['admin-builder.css', 'admin-builder-forms.css'],
    findings: findingsOf(desk).filter(({ level }) => level === 'error'),
  });
}

async function showStart(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { version, language } = request.params as PreviewParams;
  const state = await openPreview(services, request);
  if (!state) return showBroken(services, request, reply);
  const { procedure, context } = state;
  const window = closedOn(procedure, context.today);
  return reply.page('apply/start', {
    ...startView({
      procedure,
      words: request.words,
      municipality: services.library.municipality,
      today: context.today,
      ...(window && { closed: window }),
      csrf: csrfToken(reply),
      paths: { ...paths, applyNew: () => previewPath(version, language, 'new') },
    }),
    // Somebody looks at it in advance: closed is said, and one may go on all the same.
    canBegin: true,
    languageHref: (locale: string) => previewPath(version, locale),
  });
}

/** A page of the form in another language, for what is read and not sent. */
const languagesAt = (version: string, page: string) => ({
  languageHref: (locale: string) => previewPath(version, locale, page),
});

const NOT_SENT = 'ここまでが見本です。何も送られていません。';

async function showCheck(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  state: ApplyState,
  isSent = false,
) {
  const { view, model } = await checkModel(services, reply, state);
  const { version } = request.params as PreviewParams;
  const notice = isSent ? { notice: { tone: 'info', text: NOT_SENT, role: 'status' } } : {};
  return reply.page(view, { ...model, ...languagesAt(version, 'check'), ...notice });
}

/** Somebody who looks at fees has not walked through the form: nobody's answers lead there. */
async function answeredPreview(services: Services, request: FastifyRequest) {
  const state = await openPreview(services, request);
  if (!state || state.draft.revision > 0 || Object.keys(state.draft.answers).length > 0) {
    return state;
  }
  const answers = madeUpFor(services, state.procedure, {});
  return { ...state, draft: { ...state.draft, answers }, journey: state.walk(answers) };
}

function checkRoutes(app: FastifyInstance, services: Services): void {
  const url = `${PREVIEW}/check`;
  app.get(url, { config: READ }, async (request, reply) => {
    const state = await answeredPreview(services, request);
    if (!state) return showBroken(services, request, reply);
    const { complete, endedBy } = state.journey;
    return complete || endedBy
      ? showCheck(services, request, reply, state)
      : reply.redirect(currentPlace(state, request.locale), 303);
  });
  app.post(url, { config: READ }, async (request, reply) => {
    const { version } = request.params as PreviewParams;
    const state = await openPreview(services, request);
    if (!state) return showBroken(services, request, reply);
    const [intent, language] = String((request.body as RawInput)['intent'] ?? '').split(':', 2);
    if (intent === 'language' && isLocale(language)) {
      return reply.redirect(previewPath(version, language, 'check'), 303);
    }
    return showCheck(services, request, reply, state, true);
  });
}

/** Which documents are asked for; nothing is uploaded here. */
function documentRoutes(app: FastifyInstance, services: Services): void {
  const url = `${PREVIEW}/attachments`;
  const show = async (request: FastifyRequest, reply: FastifyReply) => {
    const state = await openPreview(services, request);
    if (!state) return showBroken(services, request, reply);
    const documents = await documentsOf(services, state);
    return documents.length === 0
      ? reply.redirect(state.place.check(request.locale), 303)
      : renderDocumentList(services, reply, { state, documents });
  };
  app.get(url, { config: READ }, show);
  app.get(`${url}/:key`, { config: READ }, async (request, reply) => {
    const { version, language } = request.params as PreviewParams;
    return reply.redirect(previewPath(version, language, 'attachments'), 303);
  });
  app.post(url, { config: READ }, async (request, reply) => {
    const { version } = request.params as PreviewParams;
    const [intent, language] = String((request.body as RawInput)['intent'] ?? '').split(':', 2);
    const to = intent === 'language' && language !== undefined ? 'attachments' : 'check';
    return reply.redirect(previewPath(version, language ?? request.locale, to), 303);
  });
}

/** The pages that residents get, made from a draft by the very same routes. Nothing is ever sent. */
export async function builderPreviewRoutes(app: FastifyInstance, real: Services): Promise<void> {
  const services = previewServices(real);
  await previewRoomRoutes(app, services);
  await app.register(async (scope) => {
    scope.addHook('preHandler', enterPreview(services));
    scope.get(`${PREVIEW}/start`, { config: READ }, (request, reply) =>
      showStart(services, request, reply),
    );
    scope.post(`${PREVIEW}/new`, { config: READ }, async (request, reply) => {
      const { version, language } = request.params as PreviewParams;
      const state = await openPreview(services, request);
      const to = state ? currentPlace(state, request.locale) : previewPath(version, language);
      return reply.redirect(to, 303);
    });
    checkRoutes(scope, services);
    documentRoutes(scope, services);
    const source = previewSource(services);
    await rowsRoutes(scope, services, source);
    await pageRoutes(scope, services, source);
  });
}
