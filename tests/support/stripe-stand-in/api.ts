import type { CompanyBooks } from './books.ts';

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly form: URLSearchParams;
  readonly idempotencyKey: string | undefined;
  readonly version: string | undefined;
  /** What was answered, as far as anything was. */
  answer?: Answer;
}

export interface Answer {
  readonly status: number;
  readonly body: object;
}

type Page = { id: string; created: number };

const ok = (body: object): Answer => ({ status: 200, body });

export function refusal(param: string, code = 'parameter_invalid', status = 400): Answer {
  const error = { type: 'invalid_request_error', code, param, message: `wrong ${param}` };
  return { status, body: { error } };
}

/** What the company refuses of a new session; undefined when nothing. */
function problemOf(form: URLSearchParams, now: number): string | undefined {
  const ends = Number(form.get('expires_at'));
  // Between half an hour and a day after the request came.
  if (ends < now + 30 * 60 || ends > now + 24 * 3600) return 'expires_at';
  if (!(Number(form.get('line_items[0][price_data][unit_amount]')) > 0)) return 'unit_amount';
  const days = form.get('payment_method_options[konbini][expires_after_days]');
  if (days !== null && !(Number(days) >= 1 && Number(days) <= 60)) return 'expires_after_days';
  const isTransfer = form.get('allowed_payment_method_types[0]') === 'customer_balance';
  const type = form.get('payment_method_options[customer_balance][bank_transfer][type]');
  if (isTransfer && type !== 'jp_bank_transfer') return 'bank_transfer';
  return isTransfer && !form.has('customer') ? 'customer' : undefined;
}

/** `a.b` → what stands at a is shown whole, and in it what stands at b. */
function expanded(books: CompanyBooks, object: object, path: readonly string[]): object {
  const [key, ...rest] = path;
  if (key === undefined) return object;
  const value = (object as Record<string, unknown>)[key];
  const inner = typeof value === 'string' ? (books.byId(value) ?? value) : value;
  const whole = typeof inner === 'object' && inner !== null ? expanded(books, inner, rest) : inner;
  return { ...object, [key]: whole };
}

/** In pages of `limit`, the newest first, as all its lists are. */
function list(books: CompanyBooks, query: URLSearchParams, url: string, all: readonly Page[]) {
  const limit = Number(query.get('limit') ?? 10);
  const newest = [...all].sort((a, b) => b.created - a.created);
  const after = newest.findIndex(({ id }) => id === query.get('starting_after')) + 1;
  const expand = query.getAll('expand[0]').map((path) => path.replace(/^data\./, '').split('.'));
  const data = newest
    .slice(after, after + limit)
    .map((one) => expand.reduce<object>((so, path) => expanded(books, so, path), one));
  return ok({ object: 'list', url, data, has_more: newest.length > after + limit });
}

const metadataOf = (form: URLSearchParams) =>
  Object.fromEntries(
    [...form].flatMap(([key, value]) => {
      const name = /^metadata\[(\w+)\]$/.exec(key)?.[1];
      return name === undefined ? [] : [[name, value]];
    }),
  );

/** Of a transfer that was too large: what lies there for its payer. */
function refundSurplus(books: CompanyBooks, form: URLSearchParams): Answer {
  const customer = books.customers.get(form.get('customer') ?? '');
  if (!customer) return refusal('customer', 'resource_missing', 404);
  const yen = Number(form.get('amount'));
  if (!(yen > 0 && yen <= customer.cash_balance.available.jpy)) return refusal('amount');
  if (!form.has('instructions_email')) return refusal('instructions_email');
  return ok(books.refundSurplus(customer.id, yen, metadataOf(form)));
}

function createRefund(books: CompanyBooks, form: URLSearchParams): Answer {
  if (form.get('origin') === 'customer_balance') return refundSurplus(books, form);
  const intent = books.intents.get(form.get('payment_intent') ?? '');
  const charge = intent?.latest_charge ? books.charges.get(intent.latest_charge) : undefined;
  if (!intent || !charge) return refusal('payment_intent', 'resource_missing', 404);
  const yen = Number(form.get('amount'));
  if (!(yen > 0)) return refusal('amount');
  if (yen > charge.amount - charge.amount_refunded) {
    return refusal('amount', charge.refunded ? 'charge_already_refunded' : 'amount_too_large');
  }
  const needsMail = intent.payment_method_types[0] !== 'card';
  if (needsMail && !form.has('instructions_email')) return refusal('instructions_email');
  return ok(books.refund(intent.id, yen, metadataOf(form)));
}

function expire(books: CompanyBooks, id: string): Answer {
  const session = books.sessions.get(id);
  if (!session) return refusal('session', 'resource_missing', 404);
  if (session.status !== 'open') return refusal('session', 'checkout_session_not_open');
  session.status = 'expired';
  session.url = null;
  return ok(session);
}

/** The API, in so far as we call it. @param events what it has told, for whoever asks */
export function stripeApi(
  books: CompanyBooks,
  events: () => readonly (Page & { readonly delivered: boolean; readonly planted: boolean })[],
  now: () => number,
) {
  const post: Record<string, (form: URLSearchParams) => Answer> = {
    '/v1/checkout/sessions': (form) => {
      const problem = problemOf(form, now());
      return problem ? refusal(problem) : ok(books.openSession(form));
    },
    '/v1/customers': (form) => ok(books.openCustomer(metadataOf(form))),
    '/v1/refunds': (form) => createRefund(books, form),
  };
  const since = (query: URLSearchParams, key: string) => Number(query.get(`${key}[gte]`) ?? 0);
  const lists: Record<string, (query: URLSearchParams) => readonly Page[]> = {
    '/v1/refunds': (query) =>
      [...books.refunds.values()].filter(
        (r) => !query.has('payment_intent') || r.payment_intent === query.get('payment_intent'),
      ),
    '/v1/events': (query) =>
      events()
        .filter((e) => e.created >= since(query, 'created') && !e.delivered)
        .map(({ delivered: _delivered, planted: _planted, ...event }) => event),
    '/v1/payouts': (query) =>
      books.payouts.filter((p) => p.arrival_date >= since(query, 'arrival_date')),
    '/v1/balance_transactions': (query) =>
      books.movements
        .filter(({ payout }) => payout === query.get('payout'))
        .map(({ payout: _payout, ...movement }) => movement),
  };

  function get(path: string, query: URLSearchParams): Answer {
    const listed = lists[path]?.(query);
    if (listed) return list(books, query, path, listed);
    const id = path.split('/').at(-1) ?? '';
    const object = books.byId(id);
    if (!object) return refusal('id', 'resource_missing', 404);
    const expand = query.get('expand[0]')?.split('.') ?? [];
    return ok(expanded(books, object, expand));
  }

  return ({ method, path, query, form }: Call): Answer => {
    if (method === 'GET') return get(path, query);
    const [, session] = /^\/v1\/checkout\/sessions\/(\w+)\/expire$/.exec(path) ?? [];
    if (session !== undefined) return expire(books, session);
    return post[path]?.(form) ?? refusal('path', 'url_invalid', 404);
  };
}
