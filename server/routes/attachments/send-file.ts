import type { FastifyReply } from 'fastify';
import type { Attachment } from '../../domain/attachments/attachment.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Services } from '../../services.ts';

const ENDINGS = { 'image/jpeg': 'jpg', 'image/png': 'png', 'application/pdf': 'pdf' } as const;

/** For `filename*` (RFC 8187): percent-encoded UTF-8. */
function encoded(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
}

/** The name with the ending of what it has become (a HEIC is kept as JPEG). */
function downloadName({ name, type }: Attachment): string {
  const stem = name.replace(/\.[^.]{1,8}$/, '') || 'document';
  return `${stem}.${ENDINGS[type]}`;
}

/**
 * Shows a kept file to somebody who may see it: nothing in it can run, and nobody keeps it. A PDF is
 * saved instead, because viewers don't open inside a sandbox.
 * @throws DomainError page_not_found when it is not there
 */
export async function sendFile(
  { attachmentFiles }: Services,
  reply: FastifyReply,
  files: readonly Attachment[],
  id: string,
): Promise<Buffer> {
  const file = files.find((one) => one.id === id);
  if (file === undefined) throw new DomainError('page_not_found');
  const way = file.type === 'application/pdf' ? 'attachment' : 'inline';
  reply
    .type(file.type)
    .header('Content-Disposition', `${way}; filename*=UTF-8''${encoded(downloadName(file))}`)
    .header('Content-Security-Policy', "sandbox; default-src 'none'; img-src 'self'")
    .header('X-Content-Type-Options', 'nosniff')
    .header('Cache-Control', 'no-store');
  return attachmentFiles.open(file.id);
}
