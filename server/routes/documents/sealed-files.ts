import type { FastifyReply } from 'fastify';
import type { SealedEntry } from '../../domain/hand-over/zip-export.ts';
import type { Services } from '../../services.ts';

/** Age files of a sealed case: its answers, then its attachments; empty for any other case. */
export async function sealedEntries(
  { stores, attachmentFiles }: Services,
  applicationId: string,
): Promise<readonly SealedEntry[]> {
  const [sealed, attachments, application] = await Promise.all([
    stores.sealedAnswers.listFor(applicationId),
    stores.attachments.listFor(applicationId),
    stores.applications.find(applicationId),
  ]);
  const last = sealed.at(-1);
  if (last === undefined || application === undefined) return [];
  return [
    { name: `${application.number}.age`, open: async () => last.body },
    ...attachments.map(({ id }) => ({
      name: `${id}.age`,
      open: () => attachmentFiles.openSealed(id),
    })),
  ];
}

/** To be saved, by a name that no viewer opens. */
export function sendSealed(reply: FastifyReply, name: string, content: Uint8Array): FastifyReply {
  return reply
    .type('application/octet-stream')
    .header('Content-Disposition', `attachment; filename="${name}"`)
    .header('Content-Security-Policy', "sandbox; default-src 'none'")
    .header('X-Content-Type-Options', 'nosniff')
    .header('Cache-Control', 'no-store')
    .send(content);
}
