import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FieldError, RawInput } from '../../domain/fields/answers.ts';
import { parsePage } from '../../domain/procedures/parse-page.ts';
import type { Services } from '../../services.ts';
import type { ApplyParams } from './apply-context.ts';
import { withBanks } from './bank-search.ts';
import { countRefused } from './count-form.ts';
import { hasNewSearch } from './intents.ts';
import { keepRefused } from './keep-refused.ts';
import { type FormRequest, renderForm } from './render-form.ts';
import { reachedPage } from './row-place.ts';
import type { Where } from './rows-routes.ts';

interface Refused extends FormRequest {
  readonly raw: RawInput;
  readonly errors: readonly FieldError[];
}

/** The page comes back with what was typed and what is wrong with it, or asks what came up by it. */
export function refuse(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  { errors, ...form }: Refused,
): Promise<string | Buffer> {
  const { state, page, raw } = form;
  countRefused(services, request, { state, page, raw, errors });
  reply.code(422);
  if (errors.every((error) => error.code === 'more_questions')) {
    return renderForm(services, reply, { ...form, notice: 'more' });
  }
  const refused = { ...form, errors };
  keepRefused(services, request, refused);
  return renderForm(services, reply, refused);
}

/**
 * Whether a page that was shown a moment ago is filled in is known without asking storage: nothing
 * is saved of it if it is not. Undefined: it is, or it takes more to know.
 */
export async function refuseRecalled(
  { services, source }: Where,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<string | Buffer | undefined> {
  const typed = (request.body ?? {}) as RawInput;
  if (String(typed['intent'] ?? 'next') !== 'next') return undefined;
  const recalled = await source.recall?.(request);
  if (recalled === undefined) return undefined;
  const page = reachedPage(recalled, (request.params as ApplyParams).page as string);
  if (page === undefined || page.repeat || hasNewSearch(page, typed)) return undefined;
  const state = { ...recalled, context: recalled.contextOn(page) };
  const raw = await withBanks(page, typed);
  const { procedure, journey, context } = state;
  const { errors } = parsePage({ procedure, page, journey, raw, context });
  if (errors.length === 0) return undefined;
  const fromCheck = typed['from'] === 'check';
  const form = { state, page, raw, fromCheck, query: typed };
  return refuse(services, request, reply, { ...form, errors });
}
