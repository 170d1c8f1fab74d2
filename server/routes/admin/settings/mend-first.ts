import type { FastifyReply, FastifyRequest } from 'fastify';
import { adminPaths } from '../../../http/admin-paths.ts';
import type { Services } from '../../../services.ts';

/**
 * Of rooms whose forms write into these files: while one is proposed with which the town would not
 * stand, there is nothing to fill in; its page says what to mend.
 */
export function mendFirst({ stores, townDesk }: Services, files: RegExp) {
  return async (_request: FastifyRequest, reply: FastifyReply) => {
    void townDesk.getReady();
    const waiting = await stores.townFiles.proposals();
    for (const { path } of waiting.filter((one) => files.test(one.path))) {
      const proposed = await stores.townFiles.proposed(path);
      if (proposed === undefined) continue;
      const { errors, broken } = await townDesk.check(proposed);
      if (errors.length + broken.length > 0)
        return reply.redirect(adminPaths.settingFile(path), 303);
    }
    return undefined;
  };
}
