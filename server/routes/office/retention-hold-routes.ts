import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { knownProcedure } from '../../domain/procedures/known-procedure.ts';
import { officePaths } from '../../http/office-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import { formatJstDate } from '../../lib/japanese-calendar.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { procedureTitle } from './retention-words.ts';

const config = { staff: 'cases.assign' } as const;
const MOST_LETTERS = 200;

type CaseRequest = FastifyRequest<{ Params: { id: string } }>;

/** The case, if this person may hold it; else the page that says no has been sent. */
async function openCase({ stores, library }: Services, request: CaseRequest, reply: FastifyReply) {
  const { id } = request.params;
  const application = await stores.applications.find(id);
  if (application === undefined) return { sent: reply.callNotFound() };
  const section = knownProcedure(library, application.procedureId)?.section;
  if (section === undefined || !request.staffMay('cases.assign', section)) {
    return { sent: reply.notPermitted('cases.assign', id) };
  }
  return { application };
}

async function show(
  services: Services,
  request: CaseRequest,
  reply: FastifyReply,
  wrong?: { readonly error: string; readonly reason: string },
) {
  const { application, sent } = await openCase(services, request, reply);
  if (application === undefined) return sent;
  const { id, number, procedureId } = application;
  const hold = await services.stores.retention.holdOf(id);
  reply.code(wrong ? 422 : 200);
  return reply.officePage('office/retention-hold', {
    title: '削除しないことにする',
    styles: ['office-account.css'],
    hasErrors: wrong !== undefined,
    id,
    number,
    procedure: procedureTitle(services.library, procedureId),
    hold: hold && {
      reason: hold.reason,
      who: hold.staffName,
      since: formatJstDate(todayInTokyo(hold.at), 'ja'),
    },
    error: wrong?.error,
    reason: wrong?.reason ?? '',
  });
}

async function hold(services: Services, request: CaseRequest, reply: FastifyReply) {
  const { application, sent } = await openCase(services, request, reply);
  if (application === undefined) return sent;
  const reason = postedText(request)('reason').trim();
  if (reason === '' || reason.length > MOST_LETTERS) {
    const error = `理由を${MOST_LETTERS}文字までで入力してください。例：審査請求が出ているため。人の名前は書かないでください。`;
    return show(services, request, reply, { error, reason });
  }
  const { id = '', login = '' } = request.staff ?? {};
  await services.stores.retention.hold({
    applicationId: application.id,
    staffId: id,
    reason,
    actor: `staff:${login}`,
    at: services.clock.now(),
  });
  return reply.redirect(officePaths.retentionHold(application.id), 303);
}

async function release(services: Services, request: CaseRequest, reply: FastifyReply) {
  const { application, sent } = await openCase(services, request, reply);
  if (application === undefined) return sent;
  await services.stores.retention.release({
    applicationId: application.id,
    actor: `staff:${request.staff?.login ?? ''}`,
    at: services.clock.now(),
  });
  return reply.redirect(officePaths.retentionHold(application.id), 303);
}

/** A dispute or an audit: a section manager says that a case stays although its time is over. */
export async function retentionHoldRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const path = '/office/retention/holds/:id';
  app.get<{ Params: { id: string } }>(path, { config }, (request, reply) =>
    show(services, request, reply),
  );
  app.post<{ Params: { id: string } }>(path, { config }, (request, reply) =>
    hold(services, request, reply),
  );
  app.post<{ Params: { id: string } }>(`${path}/release`, { config }, (request, reply) =>
    release(services, request, reply),
  );
}
