import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import { readDefinition } from '../../domain/procedures/load-library.ts';
import { retireShipped } from '../../domain/versions/retire-shipped.ts';
import { TOO_LATE } from '../../domain/versions/version-desk.ts';
import { adminPaths } from '../../http/admin-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import { publishingDesk } from '../../publishing-desk.ts';
import type { Services } from '../../services.ts';
import { procedureState } from './procedure-states.ts';
import { procedureView, SHIPPED } from './procedure-view.ts';
import { REFUSALS, WHY_ENDED } from './step-refusals.ts';

async function retire(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { procedure } = request.params as { procedure: string };
  const { id, online } = await procedureState(services, request, procedure);
  const { proceduresDir } = services.config;
  if (!existsSync(join(proceduresDir, id, 'definition.yaml'))) {
    throw new DomainError('page_not_found');
  }
  const reason = postedText(request)('reason').slice(0, 2000);
  const { login = '' } = request.staff ?? {};
  const files = readDefinition(proceduresDir, id);
  const { phrasebook } = services.library.town;
  const outcome =
    online === 'shipped'
      ? await retireShipped(
          publishingDesk(services),
          { procedureId: id, files, login, reason },
          phrasebook,
        )
      : TOO_LATE;
  await services.live.refresh();
  if (outcome.kind === 'done') {
    return reply.redirect(`${adminPaths.procedure(id)}?done=retire`, 303);
  }
  const isMissing = outcome.kind === 'reason_missing';
  reply.code(isMissing ? 422 : 409);
  const text = isMissing ? WHY_ENDED : REFUSALS.too_late;
  const refused = { version: SHIPPED, step: 'retire', text, typed: { reason } };
  const now = await procedureState(services, request, id);
  return reply.officePage(
    'admin/procedure',
    await procedureView(services, request, now, { refused }),
  );
}

/** What stands on the site as it was shipped leaves it. */
export async function retireRoutes(app: FastifyInstance, services: Services): Promise<void> {
  app.post(
    '/admin/procedures/:procedure/retire',
    { config: { staff: 'procedures.manage' } },
    (request, reply) => retire(services, request, reply),
  );
}
