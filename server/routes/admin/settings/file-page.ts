import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../../domain/errors.ts';
import { townFileName } from '../../../domain/settings/town-file-name.ts';
import type { Services } from '../../../services.ts';
import { fileView } from './file-view.ts';
import { publishBar } from './grants-proposal.ts';
import { isPhraseFile } from './phrase-names.ts';
import { PHRASES_TOGETHER_URL } from './phrase-urls.ts';
import { saidOfFile } from './proposal-words.ts';

/** @throws DomainError page_not_found for anything that is no file of the town */
export function pathOf(request: FastifyRequest): string {
  const { path } = request.query as { path?: unknown };
  if (typeof path !== 'string' || townFileName(path) === undefined) {
    throw new DomainError('page_not_found');
  }
  return path;
}

export async function filePage(
  services: Services,
  reply: FastifyReply,
  path: string,
  problem?: string,
  typed?: string,
) {
  if (problem !== undefined) reply.code(422);
  const view = await fileView(services, path, {
    ...(problem !== undefined && { problem }),
    ...(typed !== undefined && { typed }),
  });
  const proposed = await services.stores.townFiles.proposed(path);
  const bar = proposed && publishBar(reply.request, proposed);
  const others = await services.stores.townFiles.proposals();
  const isOneOfMany =
    isPhraseFile(path) && others.filter((one) => isPhraseFile(one.path)).length > 1;
  const together = isOneOfMany ? PHRASES_TOGETHER_URL : undefined;
  const said = saidOfFile(reply.request);
  return reply.officePage('admin/settings-file', { ...view, bar, together, said });
}
