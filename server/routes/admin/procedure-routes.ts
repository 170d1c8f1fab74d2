import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import { readDefinition } from '../../domain/procedures/load-library.ts';
import { beginVersion } from '../../domain/versions/begin-version.ts';
import { adminPaths } from '../../http/admin-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import type { Services } from '../../services.ts';
import { procedureState } from './procedure-states.ts';
import { procedureView } from './procedure-view.ts';

/** What was done just now, by the word in the address. */
const DONE: Readonly<Record<string, string>> = {
  'ask-review': '確認を頼みました。',
  return: '直すために戻しました。',
  approve: '確認しました。公開できます。',
  publish: '公開しました。住民のページは、もう新しくなっています。',
  schedule: '公開を予約しました。',
  unschedule: '公開の予約をやめました。',
  archive: '保管しました。',
  retire: '公開を終えて、保管しました。住民のページには、もう出ていません。',
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

/** One procedure of the admins' side, and beginning a new version of it. */
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
}
