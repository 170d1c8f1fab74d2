import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { closedOn } from '../../domain/applications/start-draft.ts';
import type { RawInput } from '../../domain/fields/answers.ts';
import { isLocale } from '../../domain/procedures/locale.ts';
import { paths } from '../../http/paths.ts';
import { csrfToken } from '../../http/session.ts';
import type { Services } from '../../services.ts';
import { type ApplyState, currentPlace } from '../apply/apply-context.ts';
import type { FormSource } from '../apply/form-source.ts';
import { pageRoutes } from '../apply/page-routes.ts';
import { checkModel } from '../apply/render-check.ts';
import { rowsRoutes } from '../apply/rows-routes.ts';
import { startView } from '../apply/start-view.ts';
import { attachmentRoutes } from '../attachments/attachment-routes.ts';
import { READ } from './builder-desk.ts';
import { previewAfterRoutes } from './builder-preview-after.ts';
import { showBroken } from './builder-preview-broken.ts';
import { previewPath } from './builder-preview-frame.ts';
import { keepTrial, takeTrial } from './builder-preview-keep.ts';
import { placeAfter } from './builder-preview-place-after.ts';
import { previewRoomRoutes } from './builder-preview-room.ts';
import { previewServices } from './builder-preview-services.ts';
import {
  enterPreview,
  openPreview,
  PREVIEW,
  type PreviewParams,
  previewNotice,
  previewSource,
} from './builder-preview-source.ts';

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
    ...previewNotice(request),
    // Somebody looks at it in advance: closed is said, and one may go on all the same.
    canBegin: true,
    languageHref: (locale: string) => previewPath(version, locale),
  });
}

/** A page of the form in another language, for what is read and not sent. */
const languagesAt = (version: string, page: string) => ({
  languageHref: (locale: string) => previewPath(version, locale, page),
});

async function showCheck(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  state: ApplyState,
) {
  const { view, model } = await checkModel(services, reply, state);
  const { version } = request.params as PreviewParams;
  return reply.page(view, { ...model, ...languagesAt(version, 'check') });
}

/** Before the sending, also where documents are still missing: somebody looks at it in advance. */
function checkRoutes(app: FastifyInstance, services: Services, source: FormSource): void {
  const url = `${PREVIEW}/check`;
  app.get(url, { config: READ }, async (request, reply) => {
    const state = await openPreview(services, request);
    if (!state) return showBroken(services, request, reply);
    const { complete, endedBy } = state.journey;
    return complete || endedBy
      ? showCheck(services, request, reply, state)
      : reply.redirect(currentPlace(state, request.locale), 303);
  });
  app.post(url, { config: READ }, async (request, reply) => {
    const { version, language: own } = request.params as PreviewParams;
    const form = await source.open(request, reply);
    const [intent, language] = String((request.body as RawInput)['intent'] ?? '').split(':', 2);
    if (intent === 'language' && isLocale(language)) {
      return reply.redirect(previewPath(version, language, 'check'), 303);
    }
    if (form.result === 'left') return source.settled(request, reply, form);
    return reply.redirect(await placeAfter(services, request, { version, language: own }), 303);
  });
}

/** A file that was looked at and thrown away can't be shown again. Said to staff only: after their check. */
function fileRoute(app: FastifyInstance): void {
  const show = async (request: FastifyRequest, reply: FastifyReply) => {
    const page = await reply.page('admin/builder-preview-file', {
      title: 'プレビュー',
      backLink: { href: request.url.replace(/\/[^/]*$/, '') },
    });
    return reply.send(page);
  };
  app.addHook('onRoute', (route) => {
    const isFile = /\/attachments\/:key\/:file$/.test(route.url) && route.method === 'GET';
    if (isFile) route.preHandler = [route.preHandler ?? [], show].flat();
  });
}

/** The pages that residents get, made from a draft by the very same routes. Nothing is ever sent. */
export async function builderPreviewRoutes(app: FastifyInstance, real: Services): Promise<void> {
  const { services, trials } = previewServices(real);
  await app.register(async (scope) => {
    scope.addHook('preHandler', async (request) => takeTrial(services, trials, request));
    scope.addHook('onSend', async (request) => keepTrial(services, trials, request));
    await previewRoomRoutes(scope, services);
    await scope.register((pages) => previewPages(pages, services));
  });
}

async function previewPages(scope: FastifyInstance, services: Services): Promise<void> {
  scope.addHook('preHandler', enterPreview(services));
  fileRoute(scope);
  scope.get(`${PREVIEW}/start`, { config: READ }, (request, reply) =>
    showStart(services, request, reply),
  );
  scope.post(`${PREVIEW}/new`, { config: READ }, async (request, reply) => {
    const { version, language } = request.params as PreviewParams;
    const state = await openPreview(services, request);
    const to = state ? currentPlace(state, request.locale) : previewPath(version, language);
    return reply.redirect(to, 303);
  });
  const source = previewSource(services);
  checkRoutes(scope, services, source);
  await attachmentRoutes(scope, services, source);
  await rowsRoutes(scope, services, source);
  await pageRoutes(scope, services, source);
  await previewAfterRoutes(scope, services);
}
