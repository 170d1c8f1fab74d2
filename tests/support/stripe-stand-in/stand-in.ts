import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';
import { type Call, stripeApi } from './api.ts';
import { CompanyBooks } from './books.ts';
import { answerWith, type Fault } from './faults.ts';
import { hostedPage } from './hosted-page.ts';
import { withKeys } from './idempotency.ts';
import { newId, type Session } from './objects.ts';

const SECRET = 'whsec_standin';
const signer = new Stripe('sk_test_standin').webhooks;
const seconds = (date: Date) => Math.floor(date.getTime() / 1000);

/** `planted`: with something wrong in it. */
type Told = Stripe.EventBase & { delivered: boolean; planted: boolean };

/** End of the slip's last day in Tokyo. */
function slipEnds(session: Session, now: Date): number {
  const days = session.payment_method_options?.konbini?.expires_after_days ?? 3;
  const day = new Date(now.getTime() + (9 * 3600 + days * 86_400) * 1000);
  return seconds(new Date(`${day.toISOString().slice(0, 10)}T23:59:59+09:00`));
}

async function read(request: IncomingMessage): Promise<URLSearchParams> {
  let text = '';
  for await (const part of request) text += part;
  return new URLSearchParams(text);
}

/** The payment company, in so far as we deal with it: its API, its own page, its events. */
export class StandIn {
  readonly secret = SECRET;
  readonly calls: Call[] = [];
  /** All that it has told, or tried to. */
  readonly events: Told[] = [];
  readonly books = new CompanyBooks(
    () => this.url,
    () => seconds(this.now),
  );
  /** Where its notifications go by themselves; without it the test carries them. */
  deliverTo: string | undefined;
  /** The clock of the company. */
  now: Date;
  readonly #faults: Fault[] = [];
  readonly #server = createServer((request, response) => void this.#serve(request, response));
  readonly #answer = withKeys(
    stripeApi(
      this.books,
      () => this.events,
      () => seconds(this.now),
    ),
    () => seconds(this.now),
  );

  constructor(now: Date) {
    this.now = now;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get sessions(): ReadonlyMap<string, Session> {
    return this.books.sessions;
  }

  async listen(port = 0): Promise<this> {
    this.#server.listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  fail(...faults: readonly Fault[]): void {
    this.#faults.push(...faults);
  }

  #session(id: string): Session {
    const session = this.sessions.get(id);
    if (!session) throw new Error(`no session ${id}`);
    return session;
  }

  // What payers do, and time.
  pay = (id: string) => this.books.paid(id);
  slip = (id: string) => this.books.slipOut(id, slipEnds(this.#session(id), this.now));
  slipPaid = (id: string) => this.books.paid(id);
  slipLapsed = (id: string) => this.books.slipLapsed(id);
  expire = (id: string) => {
    this.#session(id).status = 'expired';
  };

  /**
   * An event about an object as it stands, signed; `change` plants what is wrong with it (`object`:
   * with what it is about).
   */
  event(type: string, id: string, change: object = {}): { body: string; signature: string } {
    const { object, ...rest } = change as { readonly object?: object };
    const event = {
      id: newId('evt'),
      object: 'event',
      api_version: '2026-10-28.endive',
      created: seconds(this.now),
      livemode: false,
      pending_webhooks: 1,
      request: null,
      type,
      ...rest,
      data: { object: structuredClone({ ...this.books.byId(id), ...object }) },
    };
    const planted = Object.keys(change).length > 0;
    this.events.push({ ...(event as Stripe.EventBase), delivered: true, planted });
    const payload = JSON.stringify(event);
    return { body: payload, signature: this.sign(payload) };
  }

  sign(payload: string): string {
    const told = { payload, secret: SECRET, timestamp: seconds(this.now) };
    return signer.generateTestHeaderString(told);
  }

  /** An event that never reaches us. */
  lose(type: string, id: string, change: object = {}): void {
    this.event(type, id, change);
    const event = this.events.at(-1);
    if (event) event.delivered = false;
  }

  /** Tells it by itself, where somebody listens. */
  async tell(type: string, id: string): Promise<void> {
    if (this.deliverTo === undefined) return;
    const { body, signature } = this.event(type, id);
    const headers = { 'content-type': 'application/json', 'stripe-signature': signature };
    await fetch(this.deliverTo, { method: 'POST', body, headers });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    const form = await read(request);
    if (url.pathname.startsWith('/c/pay/')) {
      await hostedPage(this, request.method ?? '', url, form, response);
      return;
    }
    const header = (name: string) => request.headers[name]?.toString();
    const call: Call = {
      method: request.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      form,
      idempotencyKey: header('idempotency-key'),
      version: header('stripe-version'),
    };
    this.calls.push(call);
    answerWith(this.#faults.shift(), call, this.#answer, response);
  }
}

export const startStripeStandIn = (now: Date, port = 0): Promise<StandIn> =>
  new StandIn(now).listen(port);
