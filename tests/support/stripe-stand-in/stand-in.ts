import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';
import { hostedPage } from './hosted-page.ts';
import {
  asTold,
  issueSlip,
  lapseSlip,
  newSession,
  payByCard,
  paySlip,
  problemOf,
  type Session,
} from './session.ts';

/** What goes wrong with the next request, once. */
type Fault =
  | 'slow' // longer than the client waits
  | 'error_500'
  | 'reset_before' // the connection breaks and nothing was done
  | 'reset_after' // it was done, and the answer is lost
  | 'no_error_field'; // not 2xx, and no word of why

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly form: URLSearchParams;
  readonly idempotencyKey: string | undefined;
  readonly version: string | undefined;
}

export interface StandIn {
  readonly url: string;
  readonly secret: string;
  readonly sessions: ReadonlyMap<string, Session>;
  readonly calls: readonly Call[];
  /** The clock of the company. */
  now: Date;
  fail(fault: Fault): void;
  /** The payer's own acts. */
  pay(id: string): void;
  slip(id: string): void;
  slipPaid(id: string): void;
  slipLapsed(id: string): void;
  expire(id: string): void;
  /** An event about a session as it stands, signed; `change` plants what is wrong with it. */
  event(type: string, id: string, change?: object): { body: string; signature: string };
  close(): Promise<void>;
}

const seconds = (date: Date) => Math.floor(date.getTime() / 1000);

/** End of the slip's last day in Tokyo. */
function slipEnds(session: Session, now: Date): number {
  const konbini = session.payment_method_options['konbini'] as { expires_after_days: number };
  const day = new Date(now.getTime() + (9 * 3600 + konbini.expires_after_days * 86_400) * 1000);
  return seconds(new Date(`${day.toISOString().slice(0, 10)}T23:59:59+09:00`));
}

async function read(request: IncomingMessage): Promise<URLSearchParams> {
  let text = '';
  for await (const part of request) text += part;
  return new URLSearchParams(text);
}

/** The payment company, in so far as we deal with it: sessions, its own page, its events. */
export async function startStripeStandIn(now: Date): Promise<StandIn> {
  const sessions = new Map<string, Session>();
  const byKey = new Map<string, Session>();
  const calls: Call[] = [];
  const faults: Fault[] = [];
  const signer = new Stripe('sk_test_standin').webhooks;
  const secret = 'whsec_standin';
  let events = 0;

  const need = (id: string): Session => {
    const session = sessions.get(id);
    if (!session) throw new Error(`no session ${id}`);
    return session;
  };

  function create(form: URLSearchParams, key: string | undefined) {
    const known = key === undefined ? undefined : byKey.get(key);
    if (known) return { status: 200, body: asTold(known) };
    const problem = problemOf(form, seconds(standIn.now));
    if (problem) return refusal(problem);
    const session = newSession(form, standIn.url, seconds(standIn.now));
    sessions.set(session.id, session);
    if (key !== undefined) byKey.set(key, session);
    return { status: 200, body: asTold(session) };
  }

  function refusal(param: string, code = 'parameter_invalid') {
    const error = { type: 'invalid_request_error', code, param, message: `wrong ${param}` };
    return { status: 400, body: { error } };
  }

  function answer({ method, path, form, idempotencyKey }: Call) {
    if (method === 'POST' && path === '/v1/checkout/sessions') return create(form, idempotencyKey);
    const [, id = '', verb] = /^\/v1\/checkout\/sessions\/(\w+)(?:\/(\w+))?$/.exec(path) ?? [];
    const session = sessions.get(id);
    if (!session) return { ...refusal('session', 'resource_missing'), status: 404 };
    if (verb !== 'expire') return { status: 200, body: session };
    if (session.status !== 'open') return refusal('session', 'checkout_session_not_open');
    session.status = 'expired';
    return { status: 200, body: asTold(session) };
  }

  async function serve(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '/', standIn.url);
    if (url.pathname.startsWith('/c/pay/')) {
      return hostedPage(standIn, request.method ?? '', url, await read(request), response);
    }
    const header = (name: string) => request.headers[name]?.toString();
    const call: Call = {
      method: request.method ?? '',
      path: url.pathname,
      form: await read(request),
      idempotencyKey: header('idempotency-key'),
      version: header('stripe-version'),
    };
    calls.push(call);
    const fault = faults.shift();
    if (fault === 'reset_before') return response.destroy();
    if (fault === 'slow') return undefined;
    const { status, body } =
      fault === 'error_500'
        ? { status: 500, body: { error: { type: 'api_error', message: 'try later' } } }
        : fault === 'no_error_field'
          ? { status: 503, body: { note: 'maintenance' } }
          : answer(call);
    if (fault === 'reset_after') return response.destroy();
    response.writeHead(status, { 'content-type': 'application/json' });
    return response.end(JSON.stringify(body));
  }

  const server = createServer((request, response) => void serve(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const standIn: StandIn = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    secret,
    sessions,
    calls,
    now,
    fail: (fault) => void faults.push(fault),
    pay: (id) => payByCard(need(id), seconds(standIn.now)),
    slip: (id) => issueSlip(need(id), slipEnds(need(id), standIn.now)),
    slipPaid: (id) => paySlip(need(id), seconds(standIn.now)),
    slipLapsed: (id) => lapseSlip(need(id)),
    expire(id) {
      need(id).status = 'expired';
    },
    event(type, id, change = {}) {
      events += 1;
      const created = seconds(standIn.now);
      const body = JSON.stringify({
        id: `evt_test_${events}`,
        object: 'event',
        api_version: '2026-10-28.endive',
        created,
        livemode: false,
        pending_webhooks: 1,
        request: null,
        type,
        ...change,
        data: { object: { ...asTold(need(id)), ...(change as { session?: object }).session } },
      });
      const signature = signer.generateTestHeaderString({
        payload: body,
        secret,
        timestamp: created,
      });
      return { body, signature };
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return standIn;
}
