import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { withoutPending } from '../../domain/applications/pending-input.ts';
import { removeRow } from '../../domain/applications/remove-row.ts';
import { DomainError } from '../../domain/errors.ts';
import type { FieldError, RawInput } from '../../domain/fields/answers.ts';
import type { Locale } from '../../domain/procedures/locale.ts';
import type { Page } from '../../domain/procedures/procedure.ts';
import { groupOf, listPage } from '../../domain/procedures/repeat-group.ts';
import { rowsOf } from '../../domain/procedures/rows.ts';
import { paths } from '../../http/paths.ts';
import { csrfToken } from '../../http/session.ts';
import type { Words } from '../../http/words.ts';
import type { Services } from '../../services.ts';
import {
  type ApplyParams,
  type ApplyState,
  draftSigner,
  dueOf,
  nextPlace,
  revisionOf,
} from './apply-context.ts';
import { readBoth } from './beside-japanese.ts';
import { contactView } from './contact-view.ts';
import type { FormSource } from './form-source.ts';
import { peopleFor, peopleView } from './people-view.ts';
import { type RepeatArgs, removeRowView, repeatView } from './repeat-view.ts';
import { unsavedRows } from './unsaved-rows.ts';

interface RowsRequest {
  readonly state: ApplyState;
  readonly page: Page;
  readonly fromCheck: boolean;
  readonly errors?: readonly FieldError[];
  /** One wants to go on: what is missing is said. */
  readonly isGoingOn?: boolean;
  readonly notice?: RepeatArgs['notice'];
}

export type Where = { readonly services: Services; readonly source: FormSource };

function common(
  services: Services,
  reply: FastifyReply,
  { state, page, fromCheck }: RowsRequest,
  words: Words,
) {
  return {
    procedure: state.procedure,
    words,
    journey: state.journey,
    page,
    rows: rowsOf(state.draft.answers, page.repeat?.of ?? ''),
    draft: { token: draftSigner(services).sign(state.draft.id), revision: state.draft.revision },
    csrf: csrfToken(reply),
    paths,
    place: state.place,
    hasDocuments: dueOf(state).length > 0,
    today: state.context.today,
    resources: services.resources,
    contact: contactView(state.procedure, words, services.library.municipality),
    from: fromCheck ? ('check' as const) : undefined,
  };
}

/** The list of rows of a repeat, with add, change, remove and go on. */
export async function renderRows(services: Services, reply: FastifyReply, form: RowsRequest) {
  const unsaved = unsavedRows(form.state, form.page);
  const { errors = [], isGoingOn, notice } = form;
  const people = await peopleFor(form);
  const from = form.fromCheck ? ('check' as const) : undefined;
  const model = await readBoth(services, reply.request, (words) => ({
    ...repeatView({ ...common(services, reply, form, words), errors, isGoingOn, notice, unsaved }),
    people: peopleView(people, form, { words, from }),
  }));
  return reply.page('apply/repeat', model);
}

function repeatPage(state: ApplyState, id: string | undefined): Page & { repeat: object } {
  const page = state.journey.reached.find((reached) => reached.page.id === id)?.page;
  if (page?.repeat === undefined) throw new DomainError('page_not_found');
  return page as Page & { repeat: object };
}

/** `discard:<page>.<row>`: what was typed there and not saved goes. */
async function discard(
  services: Services,
  locale: Locale,
  { state, page }: RowsRequest,
  at: string,
) {
  const [, id, row] = /^(\w+)\.(\d{1,2})$/.exec(at) ?? [];
  const on = groupOf(state.procedure, page).find((one) => one.id === id);
  if (!on) return;
  const { draft } = state;
  await services.stores.drafts.keepPending({
    id: draft.id,
    pending: withoutPending(draft, { page: on, row: Number(row) }),
    locale,
    now: services.clock.now(),
  });
}

/** POST on the list: one more row, or go on when there are enough and each is whole. */
export async function postRows(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  form: RowsRequest & { readonly raw: RawInput },
) {
  const { state } = form;
  const { locale } = request;
  const page = listPage(state.procedure, form.page);
  const [intent, argument = ''] = String(form.raw['intent'] ?? '').split(':', 2);
  const rows = rowsOf(state.draft.answers, page.repeat?.of ?? '').length;
  const suffix = form.fromCheck ? '?from=check' : '';
  if (intent === 'discard') {
    await discard(services, locale, form, argument);
    return reply.redirect(state.place.page(locale, page.id) + suffix, 303);
  }
  if (intent === 'add' && rows < (page.repeat?.max ?? 0)) {
    return reply.redirect(state.place.page(locale, page.id, rows) + suffix, 303);
  }
  const reached = state.journey.reached.find((r) => r.page.id === page.id);
  if (reached?.complete === false || unsavedRows(state, page).length > 0) {
    reply.code(422);
    const errors = reached?.errors ?? [];
    return renderRows(services, reply, { ...form, page, errors, isGoingOn: true });
  }
  return reply.redirect(nextPlace(state, page, { locale, fromCheck: form.fromCheck }), 303);
}

async function showRemove(
  { services, source }: Where,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const params = request.params as ApplyParams;
  const state = await source.find(request);
  if (state === undefined) return reply.redirect(source.home(request), 303);
  const page = repeatPage(state, params.page);
  const row = Number(params.row) - 1;
  if (rowsOf(state.draft.answers, page.repeat.of)[row] === undefined) {
    return reply.redirect(state.place.page(request.locale, page.id), 303);
  }
  const fromCheck = (request.query as RawInput)['from'] === 'check';
  const model = await readBoth(services, request, (words) =>
    removeRowView({ ...common(services, reply, { state, page, fromCheck }, words), row }),
  );
  return reply.page('apply/remove-row', model);
}

async function postRemove(
  { services, source }: Where,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const params = request.params as ApplyParams;
  const raw = (request.body ?? {}) as RawInput;
  const form = await source.open(request, reply);
  if (form.result === 'submitted' || form.result === 'left') {
    return source.settled(request, reply, form);
  }
  const { state } = form;
  const page = repeatPage(state, params.page);
  const fromCheck = raw['from'] === 'check';
  // A stale form removes nothing: the list is shown again, and with it what stands there now.
  if (form.result === 'stale') {
    reply.code(403);
    return renderRows(services, reply, { state, page, fromCheck, notice: 'stale' });
  }
  const now = services.clock.now();
  const outcome = await removeRow(services.stores, now, {
    ...state,
    page,
    revision: revisionOf(raw),
    locale: request.locale,
    ...(typeof raw['row_id'] === 'string' && { rowId: raw['row_id'] }),
  });
  if (outcome.result === 'conflict') {
    reply.code(409);
    const current = await source.again(outcome.draft, request);
    return renderRows(services, reply, { state: current, page, fromCheck, notice: 'rows_changed' });
  }
  const list = state.place.page(request.locale, page.id);
  return reply.redirect(fromCheck ? `${list}?from=check` : list, 303);
}

export async function rowsRoutes(
  app: FastifyInstance,
  services: Services,
  source: FormSource,
): Promise<void> {
  const where = { services, source };
  const url = `${source.url}/:page/:row/remove`;
  const { config } = source;
  const posted = { ...config, csrf: 'own' as const };
  app.get(url, { config }, (request, reply) => showRemove(where, request, reply));
  app.post(url, { config: posted }, (request, reply) => postRemove(where, request, reply));
}
