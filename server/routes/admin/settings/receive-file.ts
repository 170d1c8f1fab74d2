import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../../domain/errors.ts';
import { MOST_TOWN_BYTES, readTownFile } from '../../../domain/settings/read-town-file.ts';
import { isCsrfValid } from '../../../http/session.ts';
import type { Services } from '../../../services.ts';
import { openUpload } from '../../attachments/upload-request.ts';
import { filePage, pathOf } from './file-page.ts';
import { proposeEdit } from './propose-edit.ts';

const PROBLEMS = {
  too_large: 'ファイルが大きすぎます。2MBまでのファイルを選んでください。',
  binary: '文字のファイルとして読めません。CSVかYAMLのファイルを選んでください。',
} as const;

async function readBytes(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of content) {
    bytes += part.length;
    if (bytes <= MOST_TOWN_BYTES + 1) parts.push(part);
  }
  return bytes > MOST_TOWN_BYTES ? Buffer.alloc(MOST_TOWN_BYTES + 1) : Buffer.concat(parts);
}

/** A file that was chosen: read, and proposed. */
export async function receiveFile(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const path = pathOf(request);
  if (!request.isMultipart()) return filePage(services, reply, path, PROBLEMS.binary);
  const upload = await openUpload(request, reply);
  request.body = upload.fields;
  try {
    if (!isCsrfValid(request)) throw new DomainError('form_expired');
    for await (const { content } of upload.uploads) {
      const read = readTownFile(await readBytes(content));
      if ('problem' in read) return await filePage(services, reply, path, PROBLEMS[read.problem]);
      const note = `ファイルから入れ替えた（${read.encoding === 'cp932' ? 'Shift_JIS' : 'UTF-8'}）`;
      return await proposeEdit(services, request, reply, { path, content: read.text, note });
    }
    return await filePage(services, reply, path, 'ファイルを選んでください。');
  } finally {
    await upload.drain();
  }
}
