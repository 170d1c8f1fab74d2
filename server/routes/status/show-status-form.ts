import type { FastifyReply } from 'fastify';
import type { FieldError, RawInput } from '../../domain/fields/answers.ts';
import { paths } from '../../http/paths.ts';
import { csrfToken } from '../../http/session.ts';
import { statusFormView } from './status-form-view.ts';

/** Asks for number and code; `kept` says that what was typed on a page waits behind them. */
export function showStatusForm(
  reply: FastifyReply,
  options: {
    readonly raw?: RawInput;
    readonly errors?: readonly FieldError[];
    readonly notice?: 'kept';
  } = {},
) {
  const { words } = reply.request;
  const { raw = {}, errors = [], notice } = options;
  return reply.page(
    'status/form',
    statusFormView({ words, raw, errors, csrf: csrfToken(reply), paths, notice }),
  );
}
