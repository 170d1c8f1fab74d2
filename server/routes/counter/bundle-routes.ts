import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readBundleAnswers } from '../../domain/bundles/bundle-answers.ts';
import { planTasks } from '../../domain/bundles/plan-tasks.ts';
import { DomainError } from '../../domain/errors.ts';
import { counterPaths } from '../../http/counter-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { bundleView } from './bundle-view.ts';
import { here } from './sittings-routes.ts';

const URL = '/counter/sittings/:sitting/bundle';

async function show(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { sitting } = here(request);
  const { bundle: wanted } = request.query as { bundle?: string };
  const isListWanted = wanted === '';
  const id = wanted ?? sitting.bundle ?? '';
  const bundle = isListWanted ? undefined : services.bundles.all.get(String(id));
  const answers = bundle?.id === sitting.bundle ? sitting.facts.bundleAnswers : {};
  const scene = { sitting, bundle, answers, missing: [] };
  return reply.counterPage('counter/bundle', bundleView(services, scene));
}

async function answer(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { sitting, actor } = here(request);
  const { stores, clock, bundles } = services;
  const now = clock.now();
  const today = todayInTokyo(now);
  const posted = postedText(request);
  const bundle = bundles.all.get(posted('bundle'));
  if (bundle === undefined) throw new DomainError('page_not_found');
  const typed = Object.fromEntries(bundle.questions.map(({ id }) => [id, posted(id)]));
  const { answers, missing } = readBundleAnswers(bundle, typed, today);
  if (missing.length > 0) {
    const scene = { sitting, bundle, answers, missing };
    return reply.code(422).counterPage('counter/bundle', bundleView(services, scene));
  }
  await stores.sittings.change({ id: sitting.id, now }, ({ bundle: earlier, facts }, tasks) => {
    const known = earlier === null ? undefined : bundles.all.get(earlier);
    const planned = planTasks({
      before: known && { bundle: known, answers: facts.bundleAnswers },
      now: { bundle, answers },
      tasks,
      today,
      newId: randomUUID,
    });
    const detail = { bundle: bundle.id, tasks: planned.length };
    return {
      sitting: { bundle: bundle.id, facts: { ...facts, bundleAnswers: answers } },
      tasks: planned,
      audit: { action: 'sitting.bundle_answered', actor, detail },
    };
  });
  return reply.redirect(counterPaths.sitting(sitting.id), 303);
}

/** One thing has happened: its questions, and the task list that follows from the answers. */
export async function bundleRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'counter.work', counter: 'sitting' } as const;
  app.get(URL, { config }, (request, reply) => show(services, request, reply));
  app.post(URL, { config }, (request, reply) => answer(services, request, reply));
}
