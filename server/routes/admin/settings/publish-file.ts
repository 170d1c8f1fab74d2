import type { FastifyReply, FastifyRequest } from 'fastify';
import { GRANTS_FILE } from '../../../domain/staff/read-grants.ts';
import { adminPaths } from '../../../http/admin-paths.ts';
import type { Services } from '../../../services.ts';
import { filePage, pathOf } from './file-page.ts';
import { grantsAudit, publishBar } from './grants-proposal.ts';
import { fileSaying } from './proposal-words.ts';

/** In force from now on, if the whole town stands with it. */
export async function publishFile(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const { stores, townDesk, live, clock } = services;
  const path = pathOf(request);
  const proposed = await stores.townFiles.proposed(path);
  if (proposed === undefined) return reply.redirect(adminPaths.settingFile(path), 303);
  const bar = publishBar(request, proposed);
  if (bar !== undefined) return filePage(services, reply, path, bar);
  const { base } = (request.body ?? {}) as { base?: string };
  const { errors, broken } = await townDesk.check(proposed);
  if (errors.length > 0 || broken.length > 0) return filePage(services, reply, path, '');
  const at = clock.now();
  const actor = `staff:${request.staff?.login ?? ''}`;
  const what =
    path === GRANTS_FILE
      ? grantsAudit(services, proposed)
      : { action: 'town_file.published', detail: {} };
  const audit = { at, actor, subject: path, ...what };
  const { number: _number, ...file } = proposed;
  const by = request.staff?.login ?? '';
  if (!(await stores.townFiles.publish({ ...file, by, at }, Number(base), audit))) {
    const problem = 'ほかの人が先に変えました。違いをもう一度確かめて、公開してください。';
    return filePage(services, reply, path, problem);
  }
  await live.refresh();
  return reply.redirect(fileSaying(path, 'published'), 303);
}
