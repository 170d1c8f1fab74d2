import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import { counterPaths } from '../../http/counter-paths.ts';
import type { Services } from '../../services.ts';
import type { ApplyState } from '../apply/apply-context.ts';
import { checkPage } from '../apply/check-page.ts';
import { pageRoutes } from '../apply/page-routes.ts';
import { isSlotGone } from '../apply/render-check.ts';
import { rowsRoutes } from '../apply/rows-routes.ts';
import { attachmentRoutes } from '../attachments/attachment-routes.ts';
import { counterSource, sittingOf } from './form-source.ts';
import { saidRight } from './said-wrong.ts';
import { renderCheck } from './staff-check.ts';

async function handOver(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  state: ApplyState,
) {
  const sitting = sittingOf(request);
  const { waits, intent = '' } = request.body as { waits?: string; intent?: string };
  const tasks = await services.stores.sittings.tasks(sitting.id);
  const task = tasks.find(({ draftId }) => draftId === state.draft.id);
  if (task === undefined) throw new DomainError('draft_not_found');
  const [, right] = /^right:(.+)$/.exec(intent) ?? [];
  if (right !== undefined) return saidRight(services, reply, { sitting, task, state }, right);
  const agrees = waits === '1';
  if (!agrees && (await isSlotGone(services, state))) {
    reply.code(409);
    return renderCheck(services, reply, state, { slotTaken: true });
  }
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
