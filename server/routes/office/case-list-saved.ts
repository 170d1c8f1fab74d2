import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { MOST_SAVED_VIEWS } from '../../domain/inbox/saved-view.ts';
import { officePaths } from '../../http/office-paths.ts';
import { tidyLine } from '../../lib/japanese-text.ts';
import type { Services } from '../../services.ts';
import { listAddress, parseListQuery } from './case-list-query.ts';

const MOST_NAME = 30;

const posted = (request: FastifyRequest, name: string): string => {
  const value = ((request.body ?? {}) as Record<string, unknown>)[name];
  return typeof value === 'string' ? value : '';
};

/** The list as it was posted, with nothing in it that no list has. */
export function postedList(request: FastifyRequest, name: string): string {
  const query = parseListQuery(Object.fromEntries(new URLSearchParams(posted(request, name))));
  return listAddress({ ...query, after: undefined });
}

async function save(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { stores, clock } = services;
  const query = postedList(request, 'list');
  const name = tidyLine(posted(request, 'name'));
  const problem =
    name === ''
      ? '名前を入力してください。例：自分の急ぎ'
      : name.length > MOST_NAME
        ? `名前は${MOST_NAME}文字までにしてください。`
        : '';
  const staffId = request.staff?.id ?? '';
  const isSaved =
    problem === '' &&
    (await stores.savedViews.save({
      id: randomUUID(),
      staffId,
      name,
      query,
      createdAt: clock.now(),
    }));
  if (isSaved) return reply.redirect(officePaths.cases(query), 303);
  reply.code(422);
  return reply.officePage('office/case-list-save', {
    title: 'この一覧を保存する',
    hasErrors: true,
    error:
      problem || `保存できる一覧は${MOST_SAVED_VIEWS}件までです。使わないものを消してください。`,
    name,
    here: query,
  });
}

/** One's own lists by name. */
export async function savedViewRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'cases.list' } as const;
  app.post(officePaths.savedViews(), { config }, (request, reply) =>
    save(services, request, reply),
  );
  app.post('/office/cases/views/:id/delete', { config }, async (request, reply) => {
    const { id } = request.params as { id: string };
    await services.stores.savedViews.remove(id, request.staff?.id ?? '');
    return reply.redirect(officePaths.cases(postedList(request, 'list')), 303);
  });
}
