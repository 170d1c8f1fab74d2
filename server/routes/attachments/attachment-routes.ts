import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Services } from '../../services.ts';
import type { FormSource } from '../apply/form-source.ts';
import { postList, showList } from './document-list.ts';
import { postFiles, postLater, showDocument, showDocumentFile } from './form-document.ts';
import { askRemove, postRemove } from './remove-file.ts';

type Handler = (
  services: Services,
  source: FormSource,
  request: FastifyRequest,
  reply: FastifyReply,
) => Promise<unknown>;

/**
 * The documents of a form that is not sent yet, below its address: list, one page for each, its
 * files. Forms with files are read in this scope alone; everywhere else they are refused.
 */
export async function attachmentRoutes(
  app: FastifyInstance,
  services: Services,
  source: FormSource,
): Promise<void> {
  const max = services.config.mode === 'sample' ? 600 : 120;
  // These forms carry a draft token of their own, so that an ended session keeps what was sent.
  const { config } = source;
  const posted = { ...config, csrf: 'own' as const, rateLimit: { max, timeWindow: '1 minute' } };
  const list = `${source.url}/attachments`;
  const document = `${list}/:key`;
  const file = `${document}/:file`;
  await app.register(async (scope) => {
    await scope.register(multipart);
    const get = (url: string, handle: Handler) =>
      scope.get(url, { config }, (request, reply) => handle(services, source, request, reply));
    const post = (url: string, handle: Handler) =>
      scope.post(url, { config: posted }, (request, reply) =>
        handle(services, source, request, reply),
      );
    get(list, showList);
    post(list, postList);
    get(document, showDocument);
    post(document, (...args) => (args[2].isMultipart() ? postFiles(...args) : postLater(...args)));
    get(file, showDocumentFile);
    get(`${file}/remove`, askRemove);
    post(`${file}/remove`, postRemove);
  });
}
