import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import { besideModel, needsJapanese } from '../../http/beside-japanese.ts';
import { counterPaths } from '../../http/counter-paths.ts';
import type { Services } from '../../services.ts';
import type { ApplyState } from '../apply/apply-context.ts';
import { besideRows, besideSections } from '../apply/beside-japanese.ts';
import { checkPage } from '../apply/check-page.ts';
import { pageRoutes } from '../apply/page-routes.ts';
import { checkModel, isSlotGone } from '../apply/render-check.ts';
import { rowsRoutes } from '../apply/rows-routes.ts';
import { attachmentRoutes } from '../attachments/attachment-routes.ts';
import { counterSource, sittingOf } from './form-source.ts';

interface CheckOptions {
  readonly notice?: 'stale' | 'conflict';
  readonly slotTaken?: boolean;
}

/** "Check your answers" for staff: its button hands the tablet to the resident. */
async function renderCheck(
  services: Services,
  reply: FastifyReply,
  state: ApplyState,
  options: CheckOptions,
) {
  const { request } = reply;
  const { words } = request;
  const own = await checkModel(services, reply, state, options);
  const japanese = needsJapanese(words.locale)
    ? await checkModel(services, reply, state, { ...options, words: services.words('ja') })
    : own;
  const model = besideModel(own.model, japanese.model);
  if (own.view === 'apply/ended' || japanese.view === 'apply/ended') {
    return reply.page('apply/ended', model);
  }
  const isWrong = (request.query as { wrong?: string }).wrong === '1';
  return reply.page('apply/check', {
    ...model,
    sections: besideSections(own.model.sections, japanese.model.sections),
    documents: besideRows(own.model.documents, japanese.model.documents),
    ...(isWrong && {
      notice: { tone: 'warning', text: words.t('counter:said_wrong'), role: 'status' },
    }),
    submitText: words.t('counter:to_read_back'),
  });
}

async function handOver(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  state: ApplyState,
) {
  const sitting = sittingOf(request);
  const agrees = (request.body as { waits?: string }).waits === '1';
  if (!agrees && (await isSlotGone(services, state))) {
    reply.code(409);
    return renderCheck(services, reply, state, { slotTaken: true });
  }
  const tasks = await services.stores.sittings.tasks(sitting.id);
  const task = tasks.find(({ draftId }) => draftId === state.draft.id);
  if (task === undefined) throw new DomainError('draft_not_found');
  return reply.redirect(counterPaths.readBack(sitting.id, task.id), 303);
}

/** The forms of residents' phones, once more: asked and typed by staff. */
export async function formsRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const source = counterSource(services);
  checkPage(app, services, source, {
    show: async (reply, state) =>
      renderCheck(services, reply, state, { slotTaken: await isSlotGone(services, state) }),
    again: (reply, state, notice) => renderCheck(services, reply, state, { notice }),
    submit: (request, reply, state) => handOver(services, request, reply, state),
  });
  await attachmentRoutes(app, services, source);
  await rowsRoutes(app, services, source);
  await pageRoutes(app, services, source);
}
