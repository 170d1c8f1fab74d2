import type { FastifyReply, FastifyRequest } from 'fastify';
import { setAt } from '../../../domain/builder/yaml/change-file.ts';
import { DomainError } from '../../../domain/errors.ts';
import { isCsrfValid } from '../../../http/session.ts';
import type { Services } from '../../../services.ts';
import { openUpload } from '../../attachments/upload-request.ts';
import { brandingPage } from './branding-page.ts';
import { proposeEdit, townText } from './propose-edit.ts';

const PATH = 'municipality.yaml';
const LOGO = 'branding/logo.png';
const MOST_LOGO_BYTES = 100 * 1024;
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

async function readPng(content: AsyncIterable<Uint8Array>): Promise<Buffer | undefined> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of content) {
    bytes += part.length;
    if (bytes <= MOST_LOGO_BYTES) parts.push(part);
  }
  const picture = Buffer.concat(parts);
  const isPng = picture.subarray(0, PNG.length).equals(PNG);
  return isPng && bytes <= MOST_LOGO_BYTES ? picture : undefined;
}

/** A picture can't be compared in words: it is in force at once, and the file that names it is proposed. */
export async function takeLogo(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const errors = [{ at: 'logo', text: 'PNGの画像（100KBまで）を選んでください。' }];
  if (!request.isMultipart()) return brandingPage(services, reply, errors);
  const upload = await openUpload(request, reply);
  request.body = upload.fields;
  try {
    if (!isCsrfValid(request)) throw new DomainError('form_expired');
    for await (const { content } of upload.uploads) {
      const picture = await readPng(content);
      if (picture === undefined) return await brandingPage(services, reply, errors);
      const { stores, clock } = services;
      const [by, at] = [request.staff?.login ?? '', clock.now()];
      const base = (await stores.townFiles.history(LOGO))[0]?.number ?? 0;
      const file = {
        path: LOGO,
        content: picture.toString('base64'),
        note: 'マークを替えた',
        by,
        at,
      };
      const audit = {
        at,
        actor: `staff:${by}`,
        action: 'town_file.published',
        subject: LOGO,
        detail: {},
      };
      await stores.townFiles.publish(file, base, audit);
      await services.live.refresh();
      const text = await townText(services, PATH);
      const named = setAt(text, ['branding', 'logo'], LOGO) ?? text;
      return await proposeEdit(services, request, reply, {
        path: PATH,
        content: named,
        note: '町のマークを付けた',
      });
    }
    return await brandingPage(services, reply, errors);
  } finally {
    await upload.drain();
  }
}
