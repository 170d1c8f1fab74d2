import multipart from '@fastify/multipart';
import type { FastifyInstance } from 'fastify';
import { DomainError } from '../../../domain/errors.ts';
import { TOWN_FILE, withKeysOf } from '../../../domain/settings/sealing-keys-in-file.ts';
import type { Services } from '../../../services.ts';
import { filePage, pathOf } from './file-page.ts';
import { fileView } from './file-view.ts';
import { fileSaying } from './proposal-words.ts';
import { proposeEdit } from './propose-edit.ts';
import { publishFile } from './publish-file.ts';
import { receiveFile } from './receive-file.ts';

/** One of the town's own files: its text, what is proposed and what that changes, earlier ones. */
export async function fileRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const { stores } = services;
  const config = { staff: 'settings.manage' } as const;
  const url = '/admin/settings/file';
  app.get(url, { config }, async (request, reply) => {
    void services.townDesk.getReady();
    return filePage(services, reply, pathOf(request));
  });
  app.post<{ Body: { text?: string } }>(url, { config }, async (request, reply) => {
    const path = pathOf(request);
    const content = String(request.body?.text ?? '').replace(/\r\n?/g, '\n');
    return proposeEdit(services, request, reply, { path, content, note: '文字を直した' });
  });
  app.post(`${url}/publish`, { config }, (request, reply) => publishFile(services, request, reply));
  app.post(`${url}/withdraw`, { config }, async (request, reply) => {
    const path = pathOf(request);
    await stores.townFiles.withdraw(path);
    return reply.redirect(fileSaying(path, 'withdrawn'), 303);
  });
  app.post<{ Body: { number?: string } }>(`${url}/restore`, { config }, async (request, reply) => {
    const path = pathOf(request);
    const earlier = await stores.townFiles.find(path, Number(request.body?.number));
    if (earlier === undefined) throw new DomainError('page_not_found');
    const note = `${earlier.number}番の内容に戻した`;
    // A key is not changed with the file: an earlier one would be the section's again.
    const content =
      path === TOWN_FILE
        ? withKeysOf(earlier.content, await services.townDesk.publishedNow(path))
        : earlier.content;
    return proposeEdit(services, request, reply, { path, content, note });
  });
  await app.register(async (scope) => {
    await scope.register(multipart);
    const own = { config: { ...config, csrf: 'own' as const } };
    scope.post(`${url}/upload`, own, (request, reply) => receiveFile(services, request, reply));
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
