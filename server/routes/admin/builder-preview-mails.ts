import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { OutboxMail } from '../../domain/notifications/outbox.ts';
import { htmlLang } from '../../domain/procedures/locale.ts';
import type { Services } from '../../services.ts';
import type { ApplyState } from '../apply/apply-context.ts';
import { waitingListOf } from '../apply/booking-answer.ts';
import { READ } from './builder-desk.ts';
import { showBroken } from './builder-preview-broken.ts';
import { caseAt } from './builder-preview-case.ts';
import { mailsPath } from './builder-preview-frame.ts';
import { lineAt, mailAt } from './builder-preview-mail-at.ts';
import { mailMoments } from './builder-preview-mail-moments.ts';
import { lineOnce, type Once, savedOnce } from './builder-preview-once.ts';
import { openPreview, PREVIEW, type PreviewParams } from './builder-preview-source.ts';

/** Of the case: by mail where an address is asked for, by LINE where the town has it. */
async function caseNotices(
  services: Services,
  request: FastifyRequest,
  state: ApplyState,
): Promise<readonly Once[]> {
  const { procedure } = state;
  const first = await caseAt(services, request, state, undefined);
  const waits = waitingListOf(services, { ...state, journey: first.journey }) !== undefined;
  const isAsked = asksForMail(state);
  const notices: Once[] = [];
  for (const [at, moment] of mailMoments(procedure, waits).entries()) {
    const opened = await caseAt(services, request, state, moment.stage);
    // Once it is sealed, nobody here knows an address.
    const isMailed = isAsked && (at === 0 || !procedure.sealed);
    const mail = isMailed ? await mailAt(opened, moment) : undefined;
    const line = services.config.line ? lineAt(opened, moment) : undefined;
    const id = mail ? moment.id : moment.id.replace('mail-', 'line-');
    if (mail || line) notices.push({ ...moment, id, ...(mail && { mail }), ...(line && { line }) });
  }
  const saved = savedOnce(first, request.words, state.draft.expiresAt);
  const [sent, ...later] = notices;
  const answers = services.config.line ? lineOnce(first) : [];
  return [saved, ...(sent ? [sent] : []), ...answers, ...later];
}

const asksForMail = ({ procedure }: ApplyState) =>
  [...procedure.fields.values()].some(({ type }) => type === 'email');

const linesOf = (mail: OutboxMail | undefined) => mail?.body.split('\n');

async function showMails(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const state = await openPreview(services, request);
  if (!state) return showBroken(services, request, reply);
  const { version } = request.params as PreviewParams;
  const hasLine = services.config.line !== null;
  const notices = await caseNotices(services, request, state);
  return reply.page('admin/builder-preview-mails', {
    title: hasLine ? '住民に届くメールとLINE' : '住民に届くメール',
    isAsked: asksForMail(state),
    sealed: state.procedure.sealed === true,
    hasLine,
    notices: notices.map(({ id, when, mail, line }) => ({
      id,
      when,
      subject: mail?.subject,
      lines: linesOf(mail),
      line: linesOf(line),
      lang: htmlLang((mail ?? line)?.locale ?? request.locale),
    })),
    languageHref: (l: string) => mailsPath(version, l),
  });
}

/** What residents get by mail and by LINE, all on one page. Nothing is sent. */
export async function previewMailRoutes(app: FastifyInstance, services: Services): Promise<void> {
  app.get(`${PREVIEW}/done/mails`, { config: READ }, (request, reply) =>
    showMails(services, request, reply),
  );
}
