import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import { readDefinition } from '../../domain/procedures/load-library.ts';
import { beginVersion } from '../../domain/versions/begin-version.ts';
import { retireShipped } from '../../domain/versions/retire-shipped.ts';
import { TOO_LATE } from '../../domain/versions/version-desk.ts';
import { adminPaths } from '../../http/admin-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import { publishingDesk } from '../../publishing-desk.ts';
import type { Services } from '../../services.ts';
import { procedureState } from './procedure-states.ts';
import { procedureView, SHIPPED } from './procedure-view.ts';
import { REFUSALS, WHY_ENDED } from './step-refusals.ts';

/** What was done just now, by the word in the address. */
const DONE: Readonly<Record<string, string>> = {
  'ask-review': '確認を頼みました。',
  return: '直すために戻しました。',
  approve: '確認しました。公開できます。',
  publish: '公開しました。住民のページは、もう新しくなっています。',
  schedule: '公開を予約しました。',
  unschedule: '公開の予約をやめました。',
  archive: '保管しました。',
  discard: '取りやめました。',
  pause: '止めました。住民のページに、すぐに理由が出ています。',
  lift: '再開しました。',
};

interface Params {
  readonly procedure: string;
}

async function showProcedure(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { procedure } = request.params as Params;
  const state = await procedureState(services, request, procedure);
  const done = DONE[String((request.query as { done?: unknown }).done)];
  return reply.officePage(
    'admin/procedure',
    await procedureView(services, request, state, { done }),
  );
}

/**
 * A new draft: of what residents see now, or of the shipped files (`from` = shipped).
 * @throws DomainError page_not_found where there is nothing to begin from
 */
async function beginDraft(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { stores, config, library } = services;
  const { id, published } = await procedureState(
    services,
    request,
    (request.params as Params).procedure,
  );
  const posted = postedText(request);
  const wantsShipped = posted('from') === 'shipped' || published === undefined;
  const isShipped = existsSync(join(config.proceduresDir, id, 'definition.yaml'));
  if (wantsShipped && !isShipped) throw new DomainError('page_not_found');
  const version = wantsShipped ? undefined : await stores.versions.find(published.id);
  const draft = await beginVersion(
    { versions: stores.versions, clock: services.clock },
    {
      procedureId: id,
      by: request.staff?.login ?? '',
      note: posted('note').trim().slice(0, 200),
      ...(version
        ? { origin: 'version', basedOn: version.id, files: version.files }
        : { origin: 'shipped', files: readDefinition(config.proceduresDir, id) }),
    },
    undefined,
    library.town.phrasebook,
  );
  return reply.redirect(adminPaths.version(draft.id), 303);
}

/** What stands on the site as it was shipped leaves it. */
async function retire(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { procedure } = request.params as Params;
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
    return reply.redirect(`${adminPaths.procedure(id)}?done=archive`, 303);
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

/** One procedure of the admins' side, taking it off the site, and beginning a new version of it. */
export async function procedureRoutes(app: FastifyInstance, services: Services): Promise<void> {
  app.get(
    '/admin/procedures/:procedure',
    { config: { staff: 'procedures.pause' } },
    (request, reply) => showProcedure(services, request, reply),
  );
  app.post(
    '/admin/procedures/:procedure/versions',
    { config: { staff: 'procedures.manage' } },
    (request, reply) => beginDraft(services, request, reply),
  );
  app.post(
    '/admin/procedures/:procedure/retire',
    { config: { staff: 'procedures.manage' } },
    (request, reply) => retire(services, request, reply),
  );
}
