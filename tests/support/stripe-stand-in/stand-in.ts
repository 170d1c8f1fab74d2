import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';
import { type Call, stripeApi } from './api.ts';
import { hostedPage } from './hosted-page.ts';
import { asTold, issueSlip, lapseSlip, payByCard, paySlip, type Session } from './session.ts';

/** What goes wrong with the next request, once. */
type Fault =
  | 'slow' // longer than the client waits
  | 'error_500'
  | 'reset_before' // the connection breaks and nothing was done
  | 'reset_after' // it was done, and the answer is lost
  | 'no_error_field'; // not 2xx, and no word of why

const SECRET = 'whsec_standin';
const signer = new Stripe('sk_test_standin').webhooks;
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
export class StandIn {
  readonly secret = SECRET;
  readonly calls: Call[] = [];
  readonly #faults: Fault[] = [];
  readonly #server = createServer((request, response) => void this.#serve(request, response));
  readonly #api = stripeApi(
    () => this.url,
    () => seconds(this.now),
  );
  #events = 0;
  /** The clock of the company. */
  now: Date;

  constructor(now: Date) {
    this.now = now;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get sessions(): ReadonlyMap<string, Session> {
    return this.#api.sessions;
  }

  async listen(): Promise<this> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  fail(fault: Fault): void {
    this.#faults.push(fault);
  }

  #session(id: string): Session {
    const session = this.sessions.get(id);
    if (!session) throw new Error(`no session ${id}`);
    return session;
  }

  // What payers do, and time.
  pay = (id: string) => payByCard(this.#session(id), seconds(this.now));
  slip = (id: string) => issueSlip(this.#session(id), slipEnds(this.#session(id), this.now));
  slipPaid = (id: string) => paySlip(this.#session(id), seconds(this.now));
  slipLapsed = (id: string) => lapseSlip(this.#session(id));
  expire = (id: string) => {
    this.#session(id).status = 'expired';
  };

  /** An event about a session as it stands, signed; `change` plants what is wrong with it. */
  event(type: string, id: string, change: object = {}): { body: string; signature: string } {
    this.#events += 1;
    const created = seconds(this.now);
    const { session, ...rest } = change as { readonly session?: object };
    const payload = JSON.stringify({
      id: `evt_test_${this.#events}`,
      object: 'event',
      api_version: '2026-10-28.endive',
      created,
      livemode: false,
      pending_webhooks: 1,
      request: null,
      type,
      ...rest,
      data: { object: { ...asTold(this.#session(id)), ...session } },
    });
    const told = { payload, secret: SECRET, timestamp: created };
    return { body: payload, signature: signer.generateTestHeaderString(told) };
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    const form = await read(request);
    if (url.pathname.startsWith('/c/pay/')) {
      hostedPage(this, request.method ?? '', url, form, response);
      return;
    }
    const header = (name: string) => request.headers[name]?.toString();
    const call: Call = {
      method: request.method ?? '',
      path: url.pathname,
      form,
      idempotencyKey: header('idempotency-key'),
      version: header('stripe-version'),
    };
    this.calls.push(call);
    this.#answer(call, this.#faults.shift(), response);
  }

  #answer(call: Call, fault: Fault | undefined, response: ServerResponse): void {
    if (fault === 'slow') return;
    const send = (status: number, body: object) =>
      void response
        .writeHead(status, { 'content-type': 'application/json' })
        .end(JSON.stringify(body));
    if (fault === 'reset_before') response.destroy();
    else if (fault === 'no_error_field') send(503, { note: 'maintenance' });
    else if (fault === 'error_500') {
      send(500, { error: { type: 'api_error', message: 'try later' } });
    } else {
      const { status, body } = this.#api.answer(call);
      if (fault === 'reset_after') response.destroy();
      else send(status, body);
    }
  }
}

export const startStripeStandIn = (now: Date): Promise<StandIn> => new StandIn(now).listen();
