import type { FastifyInstance } from 'fastify';
import { officePaths } from '../../http/office-paths.ts';
import type { Services } from '../../services.ts';
import { withCase } from './case/open-case.ts';
import { sendDraft, showDraft } from './decision-draft.ts';
import { showDecision } from './decision-page.ts';
import { postDecision, postTakeBack } from './decision-posts.ts';
import { markSeen, showDecisions } from './decisions-list.ts';
import { planMany, signMany } from './decisions-sign.ts';

/** 起案と決裁: the list, one draft, several signatures at once. */
export async function decisionRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const sign = { config: { staff: 'decisions.sign' } } as const;
  const draft = { config: { staff: 'cases.decide' } } as const;
  app.get(officePaths.decisions(), sign, (request, reply) =>
    showDecisions(services, request, reply),
  );
  app.post(officePaths.decisionsPlan(), sign, (request, reply) =>
    planMany(services, request, reply),
  );
  app.post(officePaths.decisionsSign(), sign, (request, reply) =>
    signMany(services, request, reply),
  );
  app.post(officePaths.decisionsSeen(), sign, (request, reply) =>
    markSeen(services, request, reply),
  );
  const one = '/office/cases/:id';
  app.get(
    `${one}/draft`,
    draft,
    withCase(services, 'cases.decide', (found, request, reply) =>
      showDraft(services, found, request, reply),
    ),
  );
  app.post(
    `${one}/draft`,
    draft,
    withCase(services, 'cases.decide', (found, request, reply) =>
      sendDraft(services, found, request, reply),
    ),
  );
  app.get(
    `${one}/decision`,
    sign,
    withCase(services, 'decisions.sign', (found, request, reply) =>
      showDecision(services, found, request, reply),
    ),
  );
  app.post(
    `${one}/decision`,
    sign,
    withCase(services, 'decisions.sign', (found, request, reply) =>
      postDecision(services, found, request, reply),
    ),
  );
  app.post(
    `${one}/decision/take-back`,
    draft,
    withCase(services, 'cases.decide', (found, request, reply) =>
      postTakeBack(services, found, request, reply),
    ),
  );
}
