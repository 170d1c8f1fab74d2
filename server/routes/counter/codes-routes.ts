import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { takeDraft } from '../../domain/counter/take-draft.ts';
import { counterPaths } from '../../http/counter-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import type { Services } from '../../services.ts';
import { type CodesScene, codesView } from './codes-view.ts';
import { countTaken } from './count-taken.ts';
import { giveTask } from './give-task.ts';
import { hasQrReader, sendQrReader } from './scan-program.ts';
import { here } from './sittings-routes.ts';

const SITTING = '/counter/sittings/:sitting';

/** The one page of the site that may look through a camera. */
const CAMERA = 'camera=(self), geolocation=(), microphone=(), payment=()';

async function show(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  refused: Pick<CodesScene, 'typed' | 'refused'> = {},
) {
  const tasks = await services.stores.sittings.tasks(here(request).sitting.id);
  const qrReader = hasQrReader() ? counterPaths.qrReader() : undefined;
  if (refused.refused) reply.code(422);
  reply.header('permissions-policy', CAMERA);
  return reply.counterPage('counter/codes', codesView(services, { ...refused, tasks, qrReader }));
}

async function take(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { sitting, staff } = here(request);
  const text = postedText(request);
  const typed = text('code').trim();
  const refuse = (refused: CodesScene['refused']) =>
    show(services, request, reply, { typed, ...(refused && { refused }) });
  if (typed === '') return refuse({ result: 'empty', procedures: [] });
  const outcome = await takeDraft(services.stores, services.clock, {
    sittingId: sitting.id,
    typed,
    staffLogin: staff.login,
    replace: text('replace') === 'yes',
  });
  if (outcome.result === 'taken') {
    await countTaken(services, sitting.id, outcome.procedures).catch((error: unknown) =>
      request.log.warn(error, 'forms taken at the counter not counted'),
    );
    return reply.redirect(counterPaths.sitting(sitting.id), 303);
  }
  const procedures = 'procedures' in outcome ? outcome.procedures : [];
  return refuse({ result: outcome.result, procedures });
}

/** QR codes between a resident's phone and the sitting. */
export async function codesRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'counter.work', counter: 'sitting' } as const;
  const onTablet = { staff: 'counter.work', counter: 'tablet' } as const;
  app.get(`${SITTING}/codes`, { config }, (request, reply) => show(services, request, reply));
  app.post(`${SITTING}/codes`, { config }, (request, reply) => take(services, request, reply));
  // The code is on the answer of the POST alone; whoever comes back to it begins again.
  app.get(`${SITTING}/tasks/:task/give`, { config }, async (request, reply) =>
    reply.redirect(counterPaths.codes(here(request).sitting.id), 303),
  );
  app.post(`${SITTING}/tasks/:task/give`, { config }, (request, reply) =>
    giveTask(services, request, reply),
  );
  app.get(counterPaths.qrReader(), { config: onTablet }, (_request, reply) => sendQrReader(reply));
}
