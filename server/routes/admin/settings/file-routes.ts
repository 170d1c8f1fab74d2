import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../../domain/errors.ts';
import { MOST_TOWN_BYTES, readTownFile } from '../../../domain/settings/read-town-file.ts';
import { townFileName } from '../../../domain/settings/town-file.ts';
import { adminPaths } from '../../../http/admin-paths.ts';
import { isCsrfValid } from '../../../http/session.ts';
import type { Services } from '../../../services.ts';
import { openUpload } from '../../attachments/upload-request.ts';
import { fileView } from './file-view.ts';
import { proposeEdit } from './propose-edit.ts';

/** @throws DomainError page_not_found for anything that is no file of the town */
function pathOf(request: FastifyRequest): string {
  const { path } = request.query as { path?: unknown };
  if (typeof path !== 'string' || townFileName(path) === undefined) {
    throw new DomainError('page_not_found');
  }
  return path;
}

async function show(
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
  return reply.officePage('admin/settings-file', view);
}

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

async function receive(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const path = pathOf(request);
  if (!request.isMultipart()) return show(services, reply, path, PROBLEMS.binary);
  const upload = await openUpload(request, reply);
  request.body = upload.fields;
  try {
    if (!isCsrfValid(request)) throw new DomainError('form_expired');
    for await (const { content } of upload.uploads) {
      const read = readTownFile(await readBytes(content));
      if ('problem' in read) return await show(services, reply, path, PROBLEMS[read.problem]);
      const note = `ファイルから入れ替えた（${read.encoding === 'cp932' ? 'Shift_JIS' : 'UTF-8'}）`;
      return await proposeEdit(services, request, reply, { path, content: read.text, note });
    }
    return await show(services, reply, path, 'ファイルを選んでください。');
  } finally {
    await upload.drain();
  }
}

/** In force from now on, if the whole town stands with it. */
async function publish(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { stores, townDesk, live, clock } = services;
  const path = pathOf(request);
  const proposed = await stores.townFiles.proposed(path);
  if (proposed === undefined) return reply.redirect(adminPaths.settingFile(path), 303);
  const { base } = (request.body ?? {}) as { base?: string };
  const { errors, broken } = await townDesk.check(proposed);
  if (errors.length > 0 || broken.length > 0) return show(services, reply, path, '');
  const at = clock.now();
  const actor = `staff:${request.staff?.login ?? ''}`;
  const audit = { at, actor, action: 'town_file.published', subject: path, detail: {} };
  const { number: _number, ...file } = proposed;
  const by = request.staff?.login ?? '';
  if (!(await stores.townFiles.publish({ ...file, by, at }, Number(base), audit))) {
    const problem = 'ほかの人が先に変えました。違いをもう一度確かめて、公開してください。';
    return show(services, reply, path, problem);
  }
  await live.refresh();
  return reply.redirect(`${adminPaths.settingFile(path)}&published=1`, 303);
}

/** One of the town's own files: its text, what is proposed and what that changes, earlier ones. */
export async function fileRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const { stores } = services;
  const config = { staff: 'settings.manage' } as const;
  const url = '/admin/settings/file';
  app.get(url, { config }, async (request, reply) => show(services, reply, pathOf(request)));
  app.post<{ Body: { text?: string } }>(url, { config }, async (request, reply) => {
    const path = pathOf(request);
    const content = String(request.body?.text ?? '').replace(/\r\n?/g, '\n');
    return proposeEdit(services, request, reply, { path, content, note: '文字を直した' });
  });
  app.post(`${url}/publish`, { config }, (request, reply) => publish(services, request, reply));
  app.post(`${url}/withdraw`, { config }, async (request, reply) => {
    const path = pathOf(request);
    await stores.townFiles.withdraw(path);
    return reply.redirect(adminPaths.settingFile(path), 303);
  });
  app.post<{ Body: { number?: string } }>(`${url}/restore`, { config }, async (request, reply) => {
    const path = pathOf(request);
    const earlier = await stores.townFiles.find(path, Number(request.body?.number));
    if (earlier === undefined) throw new DomainError('page_not_found');
    const note = `${earlier.number}番の内容に戻した`;
    return proposeEdit(services, request, reply, { path, content: earlier.content, note });
  });
  await app.register(async (scope) => {
    await scope.register(multipart);
    const own = { config: { ...config, csrf: 'own' as const } };
    scope.post(`${url}/upload`, own, (request, reply) => receive(services, request, reply));
  });
  app.get(`${url}/text`, { config }, async (request, reply) => {
    const path = pathOf(request);
    const view = await fileView(services, path, {});
    return reply
      .type(path.endsWith('.csv') ? 'text/csv; charset=utf-8' : 'text/yaml; charset=utf-8')
      .header('Content-Disposition', `attachment; filename="${path.split('/').at(-1)}"`)
      .send(`${path.endsWith('.csv') ? '\uFEFF' : ''}${view['text']}`);
  });
}
