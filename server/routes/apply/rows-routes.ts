import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { draftExpiry } from '../../domain/applications/start-draft.ts';
import { DomainError } from '../../domain/errors.ts';
import type { FieldError, RawInput } from '../../domain/fields/answers.ts';
import type { Page } from '../../domain/procedures/procedure.ts';
import { rowsOf, withoutRow } from '../../domain/procedures/rows.ts';
import { paths } from '../../http/paths.ts';
import { csrfToken } from '../../http/session.ts';
import type { Services } from '../../services.ts';
import {
  type ApplyParams,
  type ApplyState,
  draftSigner,
  nextPlace,
  revisionOf,
} from './apply-context.ts';
import { contactView } from './contact-view.ts';
import type { FormSource } from './form-source.ts';
import { removeRowView, repeatView } from './repeat-view.ts';

interface RowsRequest {
  readonly state: ApplyState;
  readonly page: Page;
  readonly fromCheck: boolean;
  readonly errors?: readonly FieldError[];
}

function common(services: Services, reply: FastifyReply, { state, page, fromCheck }: RowsRequest) {
  return {
    procedure: state.procedure,
    words: reply.request.words,
    journey: state.journey,
    page,
    rows: rowsOf(state.draft.answers, page.repeat?.of ?? ''),
    draft: { token: draftSigner(services).sign(state.draft.id), revision: state.draft.revision },
    csrf: csrfToken(reply),
    paths,
    place: state.place,
    today: state.context.today,
    resources: services.resources,
    contact: contactView(state.procedure, reply.request.words, services.library.municipality),
    from: fromCheck ? ('check' as const) : undefined,
  };
}

/** The list of rows of a repeat, with add, change, remove and go on. */
export async function renderRows(services: Services, reply: FastifyReply, form: RowsRequest) {
  return reply.page(
    'apply/repeat',
    repeatView({ ...common(services, reply, form), errors: form.errors ?? [] }),
  );
}

function repeatPage(state: ApplyState, id: string | undefined): Page & { repeat: object } {
  const page = state.journey.reached.find((reached) => reached.page.id === id)?.page;
  if (page?.repeat === undefined) throw new DomainError('page_not_found');
  return page as Page & { repeat: object };
}

/** POST on the list: one more row, or go on when there are enough. */
export async function postRows(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  form: RowsRequest & { readonly raw: RawInput },
) {
  const { state, page } = form;
  const { locale } = request;
  const rows = rowsOf(state.draft.answers, page.repeat?.of ?? '').length;
  const suffix = form.fromCheck ? '?from=check' : '';
  if (form.raw['intent'] === 'add' && rows < (page.repeat?.max ?? 0)) {
    return reply.redirect(state.place.page(locale, page.id, rows) + suffix, 303);
  }
  const reached = state.journey.reached.find((r) => r.page.id === page.id);
  if (reached !== undefined && reached.errors.length > 0) {
    reply.code(422);
    return renderRows(services, reply, { ...form, errors: reached.errors });
  }
  return reply.redirect(nextPlace(state, page, { locale, fromCheck: form.fromCheck }), 303);
}

type Where = { readonly services: Services; readonly source: FormSource };

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
  return reply.page(
    'apply/remove-row',
    removeRowView({ ...common(services, reply, { state, page, fromCheck }), row }),
  );
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
  const { draft, place } = form.state;
  const page = repeatPage(form.state, params.page);
  const now = services.clock.now();
  const list = place.page(request.locale, page.id);
  // A stale form removes nothing: the list is shown again, and with it what stands there now.
  if (form.result === 'valid') {
    await services.stores.drafts.save({
      id: draft.id,
      revision: revisionOf(raw),
      answers: withoutRow(draft.answers, page.repeat.of, Number(params.row) - 1),
      locale: request.locale,
      now,
      expiresAt: draftExpiry(now),
    });
  }
  return reply.redirect(raw['from'] === 'check' ? `${list}?from=check` : list, 303);
}

export async function rowsRoutes(
  app: FastifyInstance,
  services: Services,
  source: FormSource,
): Promise<void> {
  const where = { services, source };
  const url = `${source.url}/:page/:row/remove`;
  app.get(url, (request, reply) => showRemove(where, request, reply));
  app.post(url, { config: { csrf: 'own' } }, (request, reply) => postRemove(where, request, reply));
}
