import type { FastifyReply, FastifyRequest } from 'fastify';
import { withPending } from '../../domain/applications/pending-input.ts';
import type { RawInput } from '../../domain/fields/answers.ts';
import type { Page } from '../../domain/procedures/procedure.ts';
import { isLaterPage, listPage } from '../../domain/procedures/repeat-group.ts';
import { rowsOf } from '../../domain/procedures/rows.ts';
import type { ApplyState } from './apply-context.ts';
import { keptInput } from './refused-before.ts';
import { renderForm } from './render-form.ts';
import { renderRows, type Where } from './rows-routes.ts';

interface PostedRow {
  readonly state: ApplyState;
  readonly page: Page;
  readonly raw: RawInput;
  readonly fromCheck: boolean;
}

function list(
  where: Where,
  reply: FastifyReply,
  form: PostedRow,
  notice: 'rows_full' | 'row_gone',
) {
  const page = listPage(form.state.procedure, form.page);
  reply.code(409);
  return renderRows(where.services, reply, { ...form, page, notice });
}

/**
 * Another tab has filled the last row. What was typed waits: the list says so, and gives it back as
 * soon as there is room.
 */
export async function rowsFull(
  where: Where,
  request: FastifyRequest,
  reply: FastifyReply,
  form: PostedRow,
) {
  const { services, source } = where;
  const { page } = form;
  const { draft } = form.state;
  const row = rowsOf(draft.answers, page.repeat?.of ?? '').length;
  await services.stores.drafts.keepPending({
    id: draft.id,
    pending: withPending(draft, { page, row }, keptInput(form)),
    locale: request.locale,
    now: services.clock.now(),
  });
  const kept = (await services.stores.drafts.find(draft.id)) ?? draft;
  return list(
    where,
    reply,
    { ...form, state: await source.again(kept, reply.request) },
    'rows_full',
  );
}

/**
 * Another tab has removed the row, or changed it so that it isn't asked this any more. What was
 * typed on a first page can become a row again; on a later one there is nothing that it belongs to.
 */
export async function rowGone(
  where: Where,
  request: FastifyRequest,
  reply: FastifyReply,
  form: PostedRow,
) {
  const { state, page, raw } = form;
  if (raw['intent'] === 'keep') return reply.code(204).send();
  if (isLaterPage(page)) return list(where, reply, form, 'row_gone');
  const row = rowsOf(state.draft.answers, page.repeat?.of ?? '').length;
  if (row >= (page.repeat?.max ?? 0)) return rowsFull(where, request, reply, form);
  reply.code(409);
  return renderForm(where.services, reply, { ...form, row, query: raw, notice: 'row_removed' });
}
