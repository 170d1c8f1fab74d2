import type { FastifyReply, FastifyRequest } from 'fastify';
import type { UploadedFile } from '../../domain/builder/import-files.ts';
import { MOST_BYTES_OF_ALL_FILES } from '../../domain/builder/source-limits.ts';
import { DomainError } from '../../domain/errors.ts';
import { isCsrfValid } from '../../http/session.ts';
import { openUpload, type UploadRequest } from '../attachments/upload-request.ts';

/** One byte more than allowed is enough to refuse it. */
async function readUploads({ uploads }: UploadRequest): Promise<readonly UploadedFile[]> {
  const files: UploadedFile[] = [];
  let whole = 0;
  for await (const { name, content } of uploads) {
    const parts: Uint8Array[] = [];
    for await (const part of content) {
      parts.push(part);
      whole += part.length;
      if (whole > MOST_BYTES_OF_ALL_FILES) break;
    }
    files.push({ name, bytes: Buffer.concat(parts) });
    if (whole > MOST_BYTES_OF_ALL_FILES) break;
  }
  return files;
}

/**
 * Files of a definition that are sent with a form; the form's own fields are the request's body then.
 * @throws DomainError form_expired
 */
export async function withUploads<T>(
  request: FastifyRequest,
  reply: FastifyReply,
  take: (files: readonly UploadedFile[]) => Promise<T>,
): Promise<T> {
  const upload = request.isMultipart() ? await openUpload(request, reply) : undefined;
  if (upload) request.body = upload.fields;
  try {
    if (!isCsrfValid(request)) throw new DomainError('form_expired');
    return await take(upload ? await readUploads(upload) : []);
  } finally {
    await upload?.drain();
  }
}
