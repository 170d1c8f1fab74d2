import { randomInt } from 'node:crypto';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import type { Answers, RawInput } from '../../server/domain/fields/answers.ts';
import type { Page, Procedure } from '../../server/domain/procedures/procedure.ts';
import { rowsOf } from '../../server/domain/procedures/rows.ts';
import { encodeForm, hiddenFields } from './http-resident.ts';
import { documentsAskedFor, encodeMultipart, type SentFile, SMALL_PNG } from './multipart.ts';
import { placeOf, wishesFor } from './walk.ts';

type Headers = Readonly<Record<string, string>>;

interface Wish {
  readonly procedure: Procedure;
  readonly answers: Answers;
  readonly until: string;
  readonly locale: string;
  /** Called with every form on the way, before it is sent as wished. */
  onForm?(form: OpenForm, page: Page, row: number | undefined): Promise<void>;
}

/** A form as it lies open in a browser. */
export interface OpenForm {
  readonly path: string;
  readonly page: LightMyRequestResponse;
  /** The form's own fields: whose draft, which revision, which token. */
  readonly hidden: Readonly<Record<string, string>>;
  /** What this resident would type. */
  readonly wishes: RawInput;
}

/** A browser without a screen, whose requests go straight into the app; it keeps cookies. */
export class InjectedResident {
  readonly #app: FastifyInstance;
  readonly #origin: string;
  readonly #address = `10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`;
  cookies: Record<string, string> = {};

  constructor(app: FastifyInstance, origin: string) {
    this.#app = app;
    this.#origin = origin;
  }

  async send(
    method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE' | 'PATCH' | 'OPTIONS',
    url: string,
    options: { payload?: string | Buffer; headers?: Headers } = {},
  ): Promise<LightMyRequestResponse> {
    const { payload, headers = {} } = options;
    const reply = await this.#app.inject({
      method,
      url,
      payload,
      cookies: this.cookies,
      remoteAddress: this.#address,
      headers: { accept: 'text/html', ...headers },
    });
    for (const { name, value } of reply.cookies) this.cookies[name] = value;
    return reply;
  }

  get(url: string, headers: Headers = {}): Promise<LightMyRequestResponse> {
    return this.send('GET', url, { headers });
  }

  /** Sends a form as a page of ours does. */
  post(url: string, form: RawInput, headers: Headers = {}): Promise<LightMyRequestResponse> {
    return this.send('POST', url, {
      payload: encodeForm(form),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        origin: this.#origin,
        'sec-fetch-site': 'same-origin',
        ...headers,
      },
    });
  }

  /** Sends files with the fields of a form, as a page of ours does. */
  upload(
    url: string,
    fields: RawInput,
    files: readonly SentFile[],
    headers: Headers = {},
  ): Promise<LightMyRequestResponse> {
    const { payload, type } = encodeMultipart(fields, files);
    const own = { 'content-type': type, origin: this.#origin, 'sec-fetch-site': 'same-origin' };
    return this.send('POST', url, { payload, headers: { ...own, ...headers } });
  }

  /** From the list of documents on: hands in what can't be left out. */
  async #handInDocuments(at: OpenForm): Promise<OpenForm> {
    let sent = await this.post(at.path, { ...at.hidden, intent: 'next' });
    for (const path of documentsAskedFor(sent.body)) {
      const page = await this.open(path);
      const reply = await this.upload(path, page.hidden, [SMALL_PNG]);
      if (reply.statusCode !== 303) throw new Error(`${path}: ${reply.statusCode}`);
    }
    if (sent.statusCode === 422) sent = await this.post(at.path, { ...at.hidden, intent: 'next' });
    return this.follow(sent, at.path);
  }

  /** Opens a page with a form and reads what the form carries. */
  async open(path: string, wishes: RawInput = {}): Promise<OpenForm> {
    const page = await this.get(path);
    return { path, page, hidden: hiddenFields(page.body), wishes };
  }

  /** Follows redirects to where they end. */
  async follow(reply: LightMyRequestResponse, from: string): Promise<OpenForm> {
    let [page, path] = [reply, from];
    while (page.statusCode === 303 || page.statusCode === 302) {
      path = String(page.headers.location);
      page = await this.get(path);
    }
    return { path, page, hidden: hiddenFields(page.body), wishes: {} };
  }

  /** Fills in a form from its start page to that page; slots are the first free ones. */
  async fill(wish: Wish): Promise<OpenForm> {
    const { procedure, locale, until } = wish;
    const start = await this.open(`/${locale}/apply/${procedure.id}`);
    let at = await this.follow(await this.post(`${start.path}/new`, start.hidden), start.path);
    for (let steps = 0; steps < 80; steps += 1) {
      const place = placeOf(`http://x${at.path}`);
      if (place.name === 'attachments' && until !== 'attachments') {
        at = await this.#handInDocuments(at);
        continue;
      }
      const page = procedure.pages.find((one) => one.id === place.name);
      if (page === undefined) return at;
      const isList = page.repeat !== undefined && place.row === undefined;
      const wishes = isList ? {} : await this.#wishes(wish, page, place.row, at);
      const open = { ...at, wishes };
      if (place.name === until && !isList) return open;
      if (!isList) await wish.onForm?.(open, page, place.row);
      const isShort =
        isList && rowsShown(at.page.body) < rowsOf(wish.answers, page.repeat?.of ?? '').length;
      const sent = await this.post(at.path, {
        ...at.hidden,
        ...wishes,
        intent: isShort ? 'add' : 'next',
      });
      if (sent.statusCode >= 400 && !sent.body.includes('name="shown"')) {
        throw new Error(`${at.path}: ${sent.statusCode}`);
      }
      at = await this.follow(sent, at.path);
    }
    throw new Error(`${procedure.id} was not through; last at ${at.path}`);
  }

  async #wishes(wish: Wish, page: Page, row: number | undefined, at: OpenForm): Promise<RawInput> {
    const wishes = wishesFor(wish, page, row);
    const slot = page.fields.find((field) => field.type === 'slot_picker');
    return slot ? { ...wishes, ...(await this.pickSlot(at.path, slot.id)) } : wishes;
  }

  /** The first free time of the first free day that the page offers. */
  async pickSlot(path: string, field: string): Promise<RawInput> {
    const { body } = await this.get(path);
    const day = /\?month=[\d-]+&amp;day=[\d-]+/.exec(body)?.[0].replace('&amp;', '&') ?? '';
    const chosen = await this.get(`${path}${day}`);
    const slot = new RegExp(`name="${field}\\.slots" value="([^"]+)"`).exec(chosen.body)?.[1];
    const hidden = hiddenFields(chosen.body);
    return {
      [`${field}.day`]: hidden[`${field}.day`],
      [`${field}.resource`]: hidden[`${field}.resource`],
      [`${field}.slots`]: slot,
    };
  }
}

export function rowsShown(body: string): number {
  return (body.match(/class="rows__item"/g) ?? []).length;
}

/** HTML as a reader sees it: entities resolved. */
export function unescaped(html: string): string {
  return html
    .replace(/&#39;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}
