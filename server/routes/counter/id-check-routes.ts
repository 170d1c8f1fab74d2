import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isIdKind, noteIdCheck, recordIdCheck } from '../../domain/counter/id-check.ts';
import { knownProcedure } from '../../domain/procedures/known-procedure.ts';
import { postedText } from '../../http/posted-text.ts';
import type { Services } from '../../services.ts';
import { backToDifferences, showDifferences } from './differences-page.ts';
import { here } from './sittings-routes.ts';

async function idCheck(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { stores, clock, library } = services;
  const { sitting, staff } = here(request);
  const kind = postedText(request)('kind');
  if (!isIdKind(kind)) {
    return showDifferences(services, request, reply, { kind: '見た書類を選んでください。' });
  }
  const input = { sittingId: sitting.id, kind, by: `staff:${staff.login}` } as const;
  const checked = await noteIdCheck({ sittings: stores.sittings, clock }, input);
  // Whatever was sent before somebody looked.
  for (const { procedureId, applicationId } of await stores.sittings.tasks(sitting.id)) {
    const procedure = knownProcedure(library, procedureId);
    if (applicationId === null || procedure === undefined) continue;
    await recordIdCheck({ cases: stores.cases }, clock, {
      sitting: checked,
      procedure,
      applicationId,
    });
  }
  return backToDifferences(request, reply);
}

/** 本人確認, with or without a reader. */
export async function idCheckRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'counter.work', counter: 'sitting' } as const;
  app.post('/counter/sittings/:sitting/id-check', { config }, (request, reply) =>
    idCheck(services, request, reply),
  );
}
