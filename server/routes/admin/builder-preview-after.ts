import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { findWithdrawalTerms } from '../../domain/applications/withdraw-application.ts';
import { DomainError } from '../../domain/errors.ts';
import type { RawInput } from '../../domain/fields/answers.ts';
import { paths } from '../../http/paths.ts';
import { csrfToken } from '../../http/session.ts';
import type { Services } from '../../services.ts';
import { currentPlace } from '../apply/apply-context.ts';
import { checkPage } from '../apply/check-page.ts';
import { contactView } from '../apply/contact-view.ts';
import { doneView } from '../apply/done-view.ts';
import { pageRoutes } from '../apply/page-routes.ts';
import { rowsRoutes } from '../apply/rows-routes.ts';
import { attachmentRoutes } from '../attachments/attachment-routes.ts';
import { caseDocuments } from '../attachments/case-documents.ts';
import { printApplication } from '../documents/print-application.ts';
import { casePage } from '../status/case-page.ts';
import { otherCharges } from '../status/other-charges.ts';
import { renderCaseCheck } from '../status/render-case-check.ts';
import { statusView } from '../status/status-view.ts';
import { READ } from './builder-desk.ts';
import { showBroken } from './builder-preview-broken.ts';
import { openPreviewCase, type PreviewCase } from './builder-preview-case.ts';
import { STAGE, stageSource } from './builder-preview-case-source.ts';
import { donePath, stagePath } from './builder-preview-frame.ts';
import { previewMailRoutes } from './builder-preview-mails.ts';
import { mainCharge } from './builder-preview-main-charge.ts';
import { inPreview, moneyInPreview, PAPER, previewPaths } from './builder-preview-paths.ts';
import { previewPayRoutes } from './builder-preview-pay.ts';
import { PREVIEW, type PreviewParams, previewNotice } from './builder-preview-source.ts';

const paramsOf = (request: FastifyRequest) => request.params as PreviewParams;

/** What both pages show of the case. */
async function shared(request: FastifyRequest, reply: FastifyReply, opened: PreviewCase) {
  const { stage, procedure, application, events, booking, services } = opened;
  const { version, language } = paramsOf(request);
  const { words } = request;
  const own = previewPaths(version, stage.id);
  const charge = mainCharge(opened);
  return {
    ...(charge && { charge }),
    ...(booking && { booking, calendarHref: own.applyCalendar(language, '', '') }),
    procedure,
    words,
    application,
    events,
    documents: await caseDocuments(services, opened, events),
    resources: services.resources,
    contact: contactView(procedure, words, services.library.municipality),
    csrf: csrfToken(reply),
    paths: own,
    statusUrl: services.config.publicUrl + paths.status(request.locale),
    language,
  };
}

/** The receipt, as somebody sees it who has just sent the form. */
async function showDone(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const opened = await openPreviewCase(services, request);
  if (!opened) return showBroken(services, request, reply);
  const { version, language } = paramsOf(request);
  const secrets = { code: '0000-0000', link: '' };
  const page = await doneView({ ...(await shared(request, reply, opened)), secrets });
  return reply.page('apply/done', {
    ...page,
    ...moneyInPreview(page, stagePath(version, language, opened.stage.id)),
    ...previewNotice(request),
    languageHref: (l: string) => donePath(version, l, opened.stage.id),
  });
}

/** The status page at that stage: what is to be done now, what the town says, what was sent. */
async function showStage(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const opened = await openPreviewCase(services, request);
  if (!opened) return showBroken(services, request, reply);
  const { stage, procedure, application, services: own } = opened;
  const { version, language } = paramsOf(request);
  const found = await casePage(own, request, { ...opened, charge: mainCharge(opened) });
  const begin = stagePath(version, language, stage.id);
  const page = statusView({
    ...(await shared(request, reply, opened)),
    withdrawal: await findWithdrawalTerms(own.stores, own.clock, procedure, application),
    casePage: { ...found, tasks: inPreview(found.tasks, begin) },
    otherCharges: otherCharges(opened.charge ? [opened.charge] : [], request.words),
    catalogues: own.catalogues,
  });
  return reply.page('status/status', {
    ...page,
    ...moneyInPreview(page, begin),
    ...previewNotice(request),
    languageHref: (l: string) => stagePath(version, l, stage.id),
  });
}

/** The paper that is printed and brought, or kept. */
async function showPaper(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const opened = await openPreviewCase(services, request);
  if (!opened || opened.procedure.sealed) throw new DomainError('page_not_found');
  const { events, application, services: own } = opened;
  const attachments = await own.stores.attachments.listFor(application.id);
  const pdf = await printApplication(own, { ...opened, events, attachments });
  return reply
    .type('application/pdf')
    .header('content-disposition', `inline; filename="${application.number}.pdf"`)
    .header('cache-control', 'private, no-store')
    .send(Buffer.from(pdf));
}

/** After the sending: confirmation, status page at every stage, and the forms that are asked for there. */
export async function previewAfterRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const source = stageSource(services);
  app.get(`${PREVIEW}/done`, { config: READ }, (request, reply) =>
    showDone(services, request, reply),
  );
  app.get(STAGE, { config: READ }, (request, reply) => showStage(services, request, reply));
  app.get(`${STAGE}/${PAPER}`, { config: READ }, (request, reply) =>
    showPaper(services, request, reply),
  );
  app.post(STAGE, { config: READ }, async (request, reply) => {
    const isOver = (request.query as RawInput)['sample'] === 'over';
    const state = isOver ? undefined : await source.find(request);
    const [first] = state?.journey.reached ?? [];
    if (!state) return reply.redirect(`${source.home(request)}?sample=over`, 303);
    // Nothing is missing in a correction, but its first page is where to begin.
    return reply.redirect(
      first && state.draft.revision === 0
        ? state.place.page(request.locale, first.page.id)
        : currentPlace(state, request.locale),
      303,
    );
  });
  checkPage(app, services, source, {
    show: (reply, state) => renderCaseCheck(services, reply, state),
    again: (reply, state, notice) => renderCaseCheck(services, reply, state, notice),
    submit: async (request, reply, { place }) =>
      reply.redirect(`${place.home(request.locale)}?sample=sent`, 303),
  });
  await previewPayRoutes(app, services);
  await previewMailRoutes(app, services);
  await attachmentRoutes(app, services, source);
  await rowsRoutes(app, services, source);
  await pageRoutes(app, services, source);
}
