import type { FastifyReply, FastifyRequest } from 'fastify';
import { GRANTS_FILE } from '../../../domain/staff/read-grants.ts';
import { adminPaths } from '../../../http/admin-paths.ts';
import type { Services } from '../../../services.ts';
import { contentMark } from './content-mark.ts';
import { filePage, pathOf } from './file-page.ts';
import { grantsAudit, publishBar } from './grants-proposal.ts';
import { fileSaying } from './proposal-words.ts';

const OVERTAKEN = 'ほかの人が先に変えました。違いをもう一度確かめて、公開してください。';

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
  const { base, proposal } = (request.body ?? {}) as { base?: string; proposal?: string };
  // What is published is what was looked at.
  if (proposal !== contentMark(proposed.content)) {
    return filePage(services, reply, path, OVERTAKEN);
  }
  const { errors, broken } = await townDesk.check(proposed);
  if (errors.length > 0 || broken.length > 0) return filePage(services, reply, path, '');
  const at = clock.now();
  const actor = `staff:${request.staff?.login ?? ''}`;
  const what =
    path === GRANTS_FILE
      ? grantsAudit(services, proposed)
      : { action: 'town_file.published', detail: {} };
  const audit = { at, actor, subject: path, ...what };
  const { content, note } = proposed;
  const file = { path, content, note, by: request.staff?.login ?? '', at };
  if (!(await stores.townFiles.publishTogether([{ file, base: Number(base), audit }]))) {
    return filePage(services, reply, path, OVERTAKEN);
  }
  await live.refresh();
  return reply.redirect(fileSaying(path, 'published'), 303);
}
