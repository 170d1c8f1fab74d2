import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { adminPaths } from '../../../http/admin-paths.ts';
import type { Services } from '../../../services.ts';
import { fileSaying } from './proposal-words.ts';

/** The file as it stands now, or as somebody has proposed it; '' where there is none. */
export async function townText(services: Services, path: string): Promise<string> {
  const proposed = await services.stores.townFiles.proposed(path);
  return proposed?.content ?? publishedText(services, path);
}

/** As it is in force. */
export async function publishedText({ townDesk }: Services, path: string): Promise<string> {
  return readFile(join(townDesk.folder(), path), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
}

/** Puts a changed file before whoever made it, with its differences; nothing is in force yet. */
export async function proposeEdit(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  change: { readonly path: string; readonly content: string; readonly note: string },
) {
  const { stores, clock } = services;
  // A form that was sent as it was shown waits for nobody.
  if (change.content === (await publishedText(services, change.path))) {
    await stores.townFiles.withdraw(change.path);
    return reply.redirect(fileSaying(change.path, 'same'), 303);
  }
  const by = request.staff?.login ?? '';
  await stores.townFiles.propose({ ...change, by, at: clock.now() });
  return reply.redirect(adminPaths.settingFile(change.path), 303);
}
