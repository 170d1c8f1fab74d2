import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { addedTasks } from '../../domain/counter/add-task.ts';
import { beginTask } from '../../domain/counter/begin-task.ts';
import { leftOut } from '../../domain/counter/leave-out-task.ts';
import { DomainError } from '../../domain/errors.ts';
import { counterPaths } from '../../http/counter-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import type { Services } from '../../services.ts';
import { currentPlace, findProcedure, ruleContext, stateOf } from '../apply/apply-context.ts';
import { counterPlace } from '../apply/form-place.ts';
import { refusePaused } from '../apply/paused.ts';
import { addTaskView } from './add-task-view.ts';
import { sittingFactsFor } from './sitting-facts.ts';
import { here } from './sittings-routes.ts';

const SITTING = '/counter/sittings/:sitting';

async function showAdd(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { sitting } = here(request);
  const { q = '', life_event } = request.query as { q?: string; life_event?: string };
  const tasks = await services.stores.sittings.tasks(sitting.id);
  const query = { q: String(q), lifeEvent: String(life_event ?? '') };
  return reply.counterPage('counter/add-task', addTaskView(services, { sitting, tasks, query }));
}

async function add(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { sitting, actor } = here(request);
  const { id: procedure, sealed } = findProcedure(services, postedText(request)('procedure'));
  if (sealed) throw new DomainError('transition_not_allowed');
  await services.stores.sittings.change(
    { id: sitting.id, now: services.clock.now() },
    (_, tasks) => {
      const added = addedTasks(tasks, [procedure]);
      if (added.length === 0) return {};
      const audit = { action: 'sitting.task_added', actor, detail: { procedure } } as const;
      return { tasks: added, audit };
    },
  );
  return reply.redirect(counterPaths.sitting(sitting.id), 303);
}

/** Begins the form, or goes on where it stands: its first page that is not complete. */
async function begin(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { sitting, actor } = here(request);
  const { task: taskId } = request.params as { task: string };
  const { stores, clock } = services;
  const task = (await stores.sittings.tasks(sitting.id)).find(({ id }) => id === taskId);
  if (task === undefined) throw new DomainError('page_not_found');
  if (task.state === 'sent') return reply.redirect(counterPaths.sitting(sitting.id), 303);
  const procedure = findProcedure(services, task.procedureId);
  refusePaused(services, procedure.id);
  const { today } = ruleContext(services);
  const draft = await beginTask(stores, clock, {
    sitting,
    task,
    procedure,
    today,
    actor,
    answers: () => sittingFactsFor(services, sitting, procedure, today),
  });
  const place = counterPlace(sitting.id, procedure.id);
  const state = { ...(await stateOf(services, draft)), place };
  return reply.redirect(currentPlace(state, 'ja'), 303);
}

async function leaveOut(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { sitting, actor } = here(request);
  const { task: taskId } = request.params as { task: string };
  await services.stores.sittings.change(
    { id: sitting.id, now: services.clock.now() },
    (_, tasks) => {
      const task = leftOut(tasks, taskId);
      const detail = { procedure: task.procedureId };
      return { tasks: [task], audit: { action: 'sitting.task_left_out', actor, detail } };
    },
  );
  return reply.redirect(counterPaths.sitting(sitting.id), 303);
}

/** The task list of a sitting. */
export async function tasksRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'counter.work', counter: 'sitting' } as const;
  app.get(`${SITTING}/add`, { config }, (request, reply) => showAdd(services, request, reply));
  app.post(`${SITTING}/tasks`, { config }, (request, reply) => add(services, request, reply));
  app.post(`${SITTING}/tasks/:task/begin`, { config }, (request, reply) =>
    begin(services, request, reply),
  );
  app.post(`${SITTING}/tasks/:task/leave-out`, { config }, (request, reply) =>
    leaveOut(services, request, reply),
  );
}
