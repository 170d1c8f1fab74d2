import { asTold, newSession, problemOf, type Session } from './session.ts';

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly form: URLSearchParams;
  readonly idempotencyKey: string | undefined;
  readonly version: string | undefined;
}

interface Answer {
  readonly status: number;
  readonly body: object;
}

function refusal(param: string, code = 'parameter_invalid', status = 400): Answer {
  const error = { type: 'invalid_request_error', code, param, message: `wrong ${param}` };
  return { status, body: { error } };
}

/** The company's API, in so far as we call it: sessions are opened, looked at, ended. */
export function stripeApi(base: () => string, now: () => number) {
  const sessions = new Map<string, Session>();
  const byKey = new Map<string, Session>();

  function create(form: URLSearchParams, key: string | undefined): Answer {
    const known = key === undefined ? undefined : byKey.get(key);
    if (known) return { status: 200, body: asTold(known) };
    const problem = problemOf(form, now());
    if (problem) return refusal(problem);
    const session = newSession(form, base(), now());
    sessions.set(session.id, session);
    if (key !== undefined) byKey.set(key, session);
    return { status: 200, body: asTold(session) };
  }

  function answer({ method, path, form, idempotencyKey }: Call): Answer {
    if (method === 'POST' && path === '/v1/checkout/sessions') return create(form, idempotencyKey);
    const [, id = '', verb] = /^\/v1\/checkout\/sessions\/(\w+)(?:\/(\w+))?$/.exec(path) ?? [];
    const session = sessions.get(id);
    if (!session) return refusal('session', 'resource_missing', 404);
    if (verb !== 'expire') return { status: 200, body: session };
    if (session.status !== 'open') return refusal('session', 'checkout_session_not_open');
    session.status = 'expired';
    return { status: 200, body: asTold(session) };
  }

  return { sessions, answer };
}
