import { randomInt } from 'node:crypto';
import { Agent, request } from 'node:http';
import type { Answers, RawInput } from '../../server/domain/fields/answers.ts';
import type { Procedure } from '../../server/domain/procedures/procedure.ts';
import { documentsAskedFor, encodeMultipart, type SentFile, SMALL_PNG } from './multipart.ts';
import { placeOf, wishesFor } from './walk.ts';

export interface HttpReply {
  readonly status: number;
  readonly location: string | undefined;
  readonly body: string;
  /** Milliseconds from the first byte out to the last byte in. */
  readonly took: number;
}

/** A resident without a browser: one cookie, one address, one connection at a time. */
export class HttpResident {
  readonly #base: URL;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #address = `10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`;
  #cookie = '';

  constructor(url: string) {
    this.#base = new URL(url);
  }

  get cookie(): string {
    return this.#cookie;
  }

  close(): void {
    this.#agent.destroy();
  }

  get(path: string): Promise<HttpReply> {
    return this.#send('GET', path);
  }

  post(path: string, form: RawInput): Promise<HttpReply> {
    return this.#send('POST', path, encodeForm(form));
  }

  upload(path: string, form: RawInput, files: readonly SentFile[]): Promise<HttpReply> {
    const { payload, type } = encodeMultipart(form, files);
    return this.#send('POST', path, payload, type);
  }

  #send(
    method: string,
    path: string,
    body?: string | Buffer,
    type = 'application/x-www-form-urlencoded',
  ): Promise<HttpReply> {
    const started = performance.now();
    const headers = {
      accept: 'text/html',
      cookie: this.#cookie,
      origin: this.#base.origin,
      'x-forwarded-for': this.#address,
      ...(body === undefined
        ? {}
        : {
            'content-type': type,
            'content-length': Buffer.byteLength(body),
          }),
    };
    return new Promise((done, fail) => {
      const { hostname, port } = this.#base;
      const options = { hostname, port, path, method, headers, agent: this.#agent };
      const sent = request(options, (reply) => {
        const parts: Buffer[] = [];
        reply.on('data', (part) => parts.push(part));
        reply.on('error', fail);
        reply.on('end', () => {
          const set = reply.headers['set-cookie']?.[0]?.split(';')[0];
          if (set !== undefined) this.#cookie = set;
          const text = Buffer.concat(parts).toString();
          const { statusCode: status = 0 } = reply;
          const took = performance.now() - started;
          done({ status, location: reply.headers.location, body: text, took });
        });
      });
      sent.on('error', fail);
      sent.end(body);
    });
  }
}

export function encodeForm(form: RawInput): string {
  const pairs = new URLSearchParams();
  for (const [name, value] of Object.entries(form)) {
    for (const one of [value ?? []].flat()) pairs.append(name, one);
  }
  return pairs.toString();
}

/** The hidden fields of the page's form: whose draft it is, and which state of it. */
export function hiddenFields(body: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [tag] of body.matchAll(/<input type="hidden"[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(tag)?.[1];
    if (name !== undefined) fields[name] = /value="([^"]*)"/.exec(tag)?.[1] ?? '';
  }
  return fields;
}

export interface HttpWalk {
  readonly resident: HttpResident;
  readonly url: string;
  readonly procedure: Procedure;
  readonly answers: Answers;
  /** Of the pages, by default `ja`. */
  readonly locale?: string;
  /** Stops on this page instead of the check page. */
  readonly until?: string | undefined;
  /** Free days to leave to others. */
  readonly skipDays?: number | undefined;
  /** Every request that was made, for measuring. */
  onReply?(reply: HttpReply): void;
}

export interface FormAt {
  readonly path: string;
  /** The page that led there. */
  readonly before: string;
  readonly hidden: Readonly<Record<string, string>>;
  readonly wishes: RawInput;
}

/** Fills in a form over HTTP alone. @returns the page that it stopped on, ready to be sent */
export async function walkOverHttp(walk: HttpWalk): Promise<FormAt> {
  const { resident, procedure, until = 'check' } = walk;
  const seen = (reply: HttpReply) => {
    walk.onReply?.(reply);
    return reply;
  };
  const start = `/${walk.locale ?? 'ja'}/apply/${procedure.id}`;
  let path = `${start}/new`;
  let before = start;
  let reply = seen(await resident.get(start));
  reply = seen(await resident.post(path, hiddenFields(reply.body)));
  for (let steps = 0; steps < 80; steps += 1) {
    while (reply.status === 303 && reply.location !== undefined) {
      path = reply.location;
      reply = seen(await resident.get(path));
    }
    const place = placeOf(walk.url + path);
    if (place.name === 'attachments' && until !== 'attachments') {
      before = path;
      reply = await handInDocuments(resident, {
        path,
        before,
        hidden: hiddenFields(reply.body),
        wishes: {},
      });
      continue;
    }
    const hidden = hiddenFields(reply.body);
    const formPage = procedure.pages.find((one) => one.id === place.name);
    const wishes = formPage ? wishesFor(walk, formPage, place.row) : {};
    if (place.name === until || formPage === undefined) return { path, before, hidden, wishes };
    const slot = formPage.fields.find((field) => field.type === 'slot_picker');
    if (slot) Object.assign(wishes, await pickSlot(walk, path, slot.id));
    const isList = formPage.repeat !== undefined && place.row === undefined;
    const isShort =
      (reply.body.match(/class="rows__item"/g) ?? []).length < rowsWanted(walk, place.name);
    const intent = isList && isShort ? 'add' : 'next';
    before = path;
    reply = seen(await resident.post(path, { ...hidden, ...(isList ? {} : wishes), intent }));
  }
  throw new Error(`${procedure.id} was not through over HTTP; last at ${path}`);
}

/** From the list of documents on: hands in what can't be left out. */
async function handInDocuments(resident: HttpResident, list: FormAt): Promise<HttpReply> {
  const next = () => resident.post(list.path, { ...list.hidden, intent: 'next' });
  const reply = await next();
  const asked = documentsAskedFor(reply.body);
  for (const path of asked) {
    const { body } = await resident.get(path);
    await resident.upload(path, hiddenFields(body), [SMALL_PNG]);
  }
  return asked.length > 0 ? next() : reply;
}

/** The first free time of the first free day that is not left to others. */
async function pickSlot(
  { resident, skipDays = 0 }: HttpWalk,
  path: string,
  field: string,
): Promise<RawInput> {
  let at = path;
  for (let months = 0; months < 3; months += 1) {
    const { body } = await resident.get(at);
    const days = [...body.matchAll(/calendar__day--(?:open|few)[^>]*>\s*<a[^>]* href="([^"]+)"/g)];
    const day = days[skipDays]?.[1];
    const later = [...body.matchAll(/class="calendar__move[^"]*"[^>]* href="([^"]+)"/g)].at(
      -1,
    )?.[1];
    const next = (day ?? later ?? '').replaceAll('&amp;', '&').replace(/#.*/, '');
    at = next.startsWith('?') ? path + next : next;
    if (day === undefined) continue;
    const chosen = await resident.get(at);
    const slots = new RegExp(`name="${field}\\.slots" value="([^"]+)"`).exec(chosen.body)?.[1];
    const hidden = hiddenFields(chosen.body);
    const of = (name: string) => ({ [`${field}.${name}`]: hidden[`${field}.${name}`] });
    return { ...of('day'), ...of('resource'), [`${field}.slots`]: slots };
  }
  throw new Error(`no free day on ${path}`);
}

function rowsWanted({ procedure, answers }: HttpWalk, page: string): number {
  const of = procedure.pages.find((one) => one.id === page)?.repeat?.of ?? '';
  const rows = answers[of];
  return Array.isArray(rows) ? rows.length : 0;
}
