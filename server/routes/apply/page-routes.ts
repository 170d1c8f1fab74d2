import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { savePage } from '../../domain/applications/save-page.ts';
import type { RawInput } from '../../domain/fields/answers.ts';
import { rowsOf } from '../../domain/procedures/rows.ts';
import type { Services } from '../../services.ts';
import { type ApplyParams, currentPlace, nextPlace, revisionOf } from './apply-context.ts';
import { withBanks } from './bank-search.ts';
import { checkPickers } from './check-pickers.ts';
import { countSaved } from './count-form.ts';
import type { FormSource } from './form-source.ts';
import { handleIntent } from './intents.ts';
import { refuse, refuseRecalled } from './refuse-page.ts';
import { type FormRequest, renderForm } from './render-form.ts';
import { afterRow, newRowId, postedRow, reachedPage, rowList, rowNumber } from './row-place.ts';
import { rowGone, rowsFull } from './row-trouble.ts';
import { postRows, renderRows, type Where } from './rows-routes.ts';
import { keepSettled } from './settled-answers.ts';

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
  if (row === 'list') return reply.redirect(rowList(state, page, request.locale, fromCheck), 303);
  if (page.repeat && row === undefined) {
    const { of, min } = page.repeat;
    // Where there must be one, the first is asked for at once.
    return min === 0 || rowsOf(state.draft.answers, of).length > 0
      ? renderRows(services, reply, { state, page, fromCheck })
      : reply.redirect(state.place.page(request.locale, page.id, 0), 303);
  }
  return renderForm(services, reply, { state, page, row, fromCheck, query });
}

async function postPage(where: Where, request: FastifyRequest, reply: FastifyReply) {
  const { services, source } = where;
  const params = request.params as ApplyParams;
  const raw = (request.body ?? {}) as RawInput;
  const refused = await refuseRecalled(where, request, reply);
  if (refused !== undefined) return refused;
  const form = await source.open(request, reply);
  if (form.result === 'submitted' || form.result === 'left') {
    return source.settled(request, reply, form);
  }
  const page = reachedPage(form.state, params.page as string);
  if (page === undefined) return reply.redirect(currentPlace(form.state, request.locale), 303);
  const state = { ...form.state, context: form.state.contextOn(page) };
  const fromCheck = raw['from'] === 'check';
  const row = postedRow(state, page, params.row, raw);
  if (row === 'gone') return rowGone(where, request, reply, { state, page, raw, fromCheck });
  const kept = keepSettled(state, { page, ...(row !== undefined && { row }) }, raw);
  const shown: FormRequest = { state, page, row, raw: kept, fromCheck, query: raw };
  // Nobody reads the answer to what a closing page sends; the draft's own token stands for it.
  if (form.result === 'stale' && raw['intent'] !== 'keep') {
    reply.code(403);
    return renderForm(services, reply, { ...shown, notice: 'stale' });
  }
  const handled = await handleIntent(services, request, reply, shown);
  // A reply that is awaited is told as nothing.
  if (handled !== undefined || reply.sent) return handled ?? reply;
  if (page.repeat && row === undefined) {
    return postRows(services, request, reply, { state, page, raw, fromCheck });
  }
  return saveAndGoOn(where, request, reply, shown);
}

async function saveAndGoOn(
  where: Where,
  request: FastifyRequest,
  reply: FastifyReply,
  form: FormRequest,
) {
  const { services, source } = where;
  const { state, page, row } = form;
  const raw = await withBanks(page, form.raw as RawInput);
  const outcome = await savePage(services.stores, services.clock, {
    ...state,
    page,
    row,
    raw,
    newRowId: newRowId(raw),
    revision: revisionOf(raw),
    locale: request.locale,
    checkPickers: checkPickers(services, {
      ...state.context,
      ...(state.booked && { booked: state.booked }),
    }),
  });
  if (outcome.result === 'invalid') {
    return refuse(services, request, reply, { ...form, raw, errors: outcome.errors });
  }
  if (outcome.result === 'full') return rowsFull(where, request, reply, { ...form, raw });
  if (outcome.result === 'conflict') {
    reply.code(409);
    const current = await source.again(outcome.draft, request);
    const { row: text } = request.params as ApplyParams;
    const now = postedRow(current, page, text, raw);
    return now === 'gone'
      ? rowGone(where, request, reply, { ...form, state: current, raw })
      : renderForm(services, reply, { ...form, state: current, row: now, notice: 'conflict' });
  }
  const options = { locale: request.locale, fromCheck: form.fromCheck };
  countSaved(services, request, { state, page, raw, after: outcome.journey });
  const after = { ...state, draft: outcome.draft, journey: outcome.journey };
  if (outcome.row !== undefined) {
    return reply.redirect(afterRow(after, page, outcome.row, options), 303);
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
  const { config } = source;
  const posted = { ...config, csrf: 'own' as const };
  for (const url of [`${source.url}/:page`, `${source.url}/:page/:row`]) {
    app.get(url, { config }, (request, reply) => showPage(where, request, reply));
    app.post(url, { config: posted }, (request, reply) => postPage(where, request, reply));
  }
}
