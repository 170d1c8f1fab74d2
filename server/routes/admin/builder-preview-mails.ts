import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { htmlLang } from '../../domain/procedures/locale.ts';
import type { Services } from '../../services.ts';
import { waitingListOf } from '../apply/booking-answer.ts';
import { READ } from './builder-desk.ts';
import { showBroken } from './builder-preview-broken.ts';
import { caseAt } from './builder-preview-case.ts';
import { mailsPath } from './builder-preview-frame.ts';
import { mailAt } from './builder-preview-mail-at.ts';
import { mailMoments } from './builder-preview-mail-moments.ts';
import { openPreview, PREVIEW, type PreviewParams } from './builder-preview-source.ts';

async function showMails(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const state = await openPreview(services, request);
  if (!state) return showBroken(services, request, reply);
  const { version } = request.params as PreviewParams;
  const { procedure } = state;
  const first = await caseAt(services, request, state, undefined);
  const waits = waitingListOf(services, { ...state, journey: first.journey }) !== undefined;
  const mails = [];
  for (const moment of mailMoments(procedure, waits)) {
    const opened = await caseAt(services, request, state, moment.stage);
    const mail = await mailAt(opened, moment);
    mails.push({ ...moment, subject: mail?.subject, lines: mail?.body.split('\n') ?? [] });
  }
  const isAsked = [...procedure.fields.values()].some(({ type }) => type === 'email');
  return reply.page('admin/builder-preview-mails', {
    title: '住民に届くメール',
    lang: htmlLang(request.locale),
    isAsked,
    sealed: procedure.sealed === true,
    mails: isAsked ? mails.filter(({ subject }) => subject !== undefined) : [],
    languageHref: (l: string) => mailsPath(version, l),
  });
}

/** What residents get by mail, all on one page. Nothing is sent. */
export async function previewMailRoutes(app: FastifyInstance, services: Services): Promise<void> {
  app.get(`${PREVIEW}/done/mails`, { config: READ }, (request, reply) =>
    showMails(services, request, reply),
  );
}
