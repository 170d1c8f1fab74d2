import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { savePage } from '../../domain/applications/save-page.ts';
import { DomainError } from '../../domain/errors.ts';
import type { RawInput } from '../../domain/fields/answers.ts';
import type { Page } from '../../domain/procedures/procedure.ts';
import { rowsOf } from '../../domain/procedures/rows.ts';
import type { Services } from '../../services.ts';
import {
  type ApplyParams,
  type ApplyState,
  currentPlace,
  nextPlace,
  revisionOf,
} from './apply-context.ts';
import { withBanks } from './bank-search.ts';
import { checkPickers } from './check-pickers.ts';
import type { FormSource } from './form-source.ts';
import { handleIntent } from './intents.ts';
import { type FormRequest, renderForm } from './render-form.ts';
import { postRows, renderRows } from './rows-routes.ts';

/** The page of that name if the resident has got so far; undefined when it is not their turn yet. */
function reachedPage({ procedure, journey }: ApplyState, id: string): Page | undefined {
  const found = journey.reached.find((reached) => reached.page.id === id)?.page;
  if (found) return found;
  const all = [...procedure.pages, ...procedure.phases.flatMap(({ pages }) => pages)];
  if (!all.some((page) => page.id === id)) throw new DomainError('page_not_found');
  return undefined;
}

/** "/children/2" is row 1; a number past the end means one new row. */
function rowNumber(state: ApplyState, page: Page, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = /^[1-9]\d?$/.test(text) ? Number(text) - 1 : Number.NaN;
  if (page.repeat === undefined || Number.isNaN(number)) throw new DomainError('page_not_found');
  const rows = rowsOf(state.draft.answers, page.repeat.of).length;
  if (number >= page.repeat.max) throw new DomainError('page_not_found');
  return Math.min(number, rows);
}

type Where = { readonly services: Services; readonly source: FormSource };

async function showPage(where: Where, request: FastifyRequest, reply: FastifyReply) {
  const { services, source } = where;
  const params = request.params as ApplyParams;
  const query = request.query as RawInput;
  const found = await source.find(request);
  if (found === undefined) return reply.redirect(source.home(request), 303);
  const page = reachedPage(found, params.page as string);
  if (page === undefined) return reply.redirect(currentPlace(found, request.locale), 303);
  const state = { ...found, context: found.contextOn(page) };
  const row = rowNumber(state, page, params.row);
  const fromCheck = query['from'] === 'check';
  if (page.repeat && row === undefined) {
    return rowsOf(state.draft.answers, page.repeat.of).length > 0
      ? renderRows(services, reply, { state, page, fromCheck })
      : reply.redirect(state.place.page(request.locale, page.id, 0), 303);
  }
  return renderForm(services, reply, { state, page, row, fromCheck, query });
}

async function postPage(where: Where, request: FastifyRequest, reply: FastifyReply) {
  const { services, source } = where;
  const params = request.params as ApplyParams;
  const raw = (request.body ?? {}) as RawInput;
  const form = await source.open(request, reply);
  if (form.result === 'submitted' || form.result === 'left') {
    return source.settled(request, reply, form);
  }
  const page = reachedPage(form.state, params.page as string);
  if (page === undefined) return reply.redirect(currentPlace(form.state, request.locale), 303);
  const state = { ...form.state, context: form.state.contextOn(page) };
  const row = rowNumber(state, page, params.row);
  const shown: FormRequest = {
    state,
    page,
    row,
    raw,
    fromCheck: raw['from'] === 'check',
    query: raw,
  };
  // Nobody reads the answer to what a closing page sends; the draft's own token stands for it.
  if (form.result === 'stale' && raw['intent'] !== 'keep') {
    reply.code(403);
    return renderForm(services, reply, { ...shown, notice: 'stale' });
  }
  const handled = await handleIntent(services, request, reply, shown);
  if (handled !== undefined) return handled;
  if (page.repeat && row === undefined) {
    return postRows(services, request, reply, { state, page, raw, fromCheck: shown.fromCheck });
  }
  return saveAndGoOn(where, request, reply, shown);
}

/** Two tabs that each add a row add two: the later one moves behind what has come meanwhile. */
function rowAfterConflict({ draft }: ApplyState, { page, row, raw }: FormRequest) {
  if (page.repeat === undefined || raw?.['new_row'] !== 'yes') return row;
  return Math.min(rowsOf(draft.answers, page.repeat.of).length, page.repeat.max - 1);
}

async function saveAndGoOn(
  { services, source }: Where,
  request: FastifyRequest,
  reply: FastifyReply,
  form: FormRequest,
) {
  const { state, page, row } = form;
  const raw = await withBanks(page, form.raw as RawInput);
  const outcome = await savePage(services.stores, services.clock, {
    ...state,
    page,
    row,
    raw,
    revision: revisionOf(raw),
    locale: request.locale,
    checkPickers: checkPickers(services, state.context),
  });
  if (outcome.result === 'invalid') {
    const more = outcome.errors.every((error) => error.code === 'more_questions');
    reply.code(422);
    return more
      ? renderForm(services, reply, { ...form, raw, notice: 'more' })
      : renderForm(services, reply, { ...form, raw, errors: outcome.errors });
  }
  if (outcome.result === 'conflict') {
    reply.code(409);
    const current = await source.again(outcome.draft);
    return renderForm(services, reply, {
      ...form,
      state: current,
      row: rowAfterConflict(current, form),
      notice: 'conflict',
    });
  }
  const options = { locale: request.locale, fromCheck: form.fromCheck };
  const after = { ...state, draft: outcome.draft, journey: outcome.journey };
  if (row !== undefined) {
    const list = state.place.page(request.locale, page.id);
    return reply.redirect(form.fromCheck ? `${list}?from=check` : list, 303);
  }
  return reply.redirect(nextPlace(after, page, options), 303);
}

/** The pages of the form and the rows of repeats. */
export async function pageRoutes(
  app: FastifyInstance,
  services: Services,
  source: FormSource,
): Promise<void> {
  const where = { services, source };
  // These forms carry a draft token of their own, so that an ended session keeps what was typed.
  const config = { csrf: 'own' as const };
  for (const url of [`${source.url}/:page`, `${source.url}/:page/:row`]) {
    app.get(url, (request, reply) => showPage(where, request, reply));
    app.post(url, { config }, (request, reply) => postPage(where, request, reply));
  }
}
