import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { DomainError, type DomainErrorCode } from '../domain/errors.ts';
import type { Pause } from '../domain/pauses/pause.ts';
import type { Html } from '../lib/html.ts';
import { counterPaths } from './counter-paths.ts';
import { isReading } from './locale.ts';
import { paths } from './paths.ts';
import { pauseTexts } from './pause-texts.ts';
import { STAFF_SIDE } from './staff-session.ts';
import type { Words } from './words.ts';

/** Each broken rule, its status. The words are `errors_pages:<code>.heading` and `.body`. */
const STATUS: Record<DomainErrorCode, number> = {
  procedure_not_found: 404,
  procedure_closed: 410,
  procedure_paused: 503,
  page_not_found: 404,
  draft_not_found: 404,
  draft_conflict: 409,
  draft_at_counter: 409,
  draft_incomplete: 409,
  application_not_found: 404,
  access_denied: 403,
  transition_not_allowed: 409,
  withdrawal_not_allowed: 409,
  invalid_return: 422,
  reason_needed: 422,
  invalid_amount: 422,
  slot_taken: 409,
  charge_not_found: 404,
  charge_not_payable: 409,
  bill_not_found: 404,
  provider_unavailable: 503,
  notification_rejected: 400,
  form_expired: 403,
  invalid_secret: 403,
  storage_unavailable: 503,
};

const HTTP_CODES: Record<number, string> = {
  400: 'bad_request',
  404: 'not_found',
  405: 'method_not_allowed',
  413: 'too_large',
  415: 'bad_request',
  429: 'too_many',
  503: 'storage_unavailable',
};

function classify(error: FastifyError | Error): { status: number; code: string } {
  if (error instanceof DomainError) return { status: STATUS[error.code], code: error.code };
  const status = (error as FastifyError).statusCode ?? 500;
  const code = HTTP_CODES[status];
  return code === undefined ? { status: 500, code: 'server_error' } : { status, code };
}

/** What a stopped procedure has to say, and how long a machine waits before it asks again. */
function pauseOf(error: Error): { readonly pause?: Pause; readonly seconds?: number } {
  return error instanceof DomainError && error.code === 'procedure_paused' ? error.detail : {};
}

/** Machines get JSON; people get a page in their language. */
const wantsJson = (request: FastifyRequest) =>
  /^\/(api|webhooks|open-data|metrics)\b/.test(request.url);

/** Why it stands still, in the reader's language; what was entered stays. */
function pauseMessage(pause: Pause, words: Words) {
  const { title, plainTitle, why, after } = pauseTexts(pause, words);
  return { title: plainTitle, heading: title, body: [...why, ...after] };
}

/** To a resident a page that is gone is one of their form; to staff it is any page. */
const GONE = {
  title: 'ページが見つかりませんでした',
  heading: 'ページが見つかりませんでした',
  body: ['消されたか、アドレスが変わったか、ほかの課のものです。一覧から開き直してください。'],
};

/** A friendly page for a code, with the ways on. */
export async function errorPage(
  reply: FastifyReply,
  status: number,
  code: string,
  actions?: readonly { href: string; label: Html }[],
  pause?: Pause,
): Promise<string> {
  const { locale, words } = reply.request;
  reply.code(status);
  const message = pause
    ? pauseMessage(pause, words)
    : {
        title: words.plain(`errors_pages:${code}.heading`),
        heading: words.t(`errors_pages:${code}.heading`),
        body: [words.t(`errors_pages:${code}.body`)],
      };
  const { tablet, staff, sitting } = reply.request;
  if (tablet && staff && reply.request.routeOptions.config.counter) {
    const back = sitting ? counterPaths.sitting(sitting.id) : counterPaths.home();
    return reply.counterPage('counter/message', { ...message, back });
  }
  if (STAFF_SIDE.test(reply.request.url)) {
    return reply.officePage('office/message', code === 'page_not_found' ? GONE : message);
  }
  return reply.page('errors/message', {
    ...message,
    actions: actions ?? [
      { href: paths.procedures(locale), label: words.t('errors_pages:to_procedures') },
      { href: paths.home(locale), label: words.t('errors_pages:to_home') },
    ],
  });
}

/** Remembers which methods each address knows, to tell 405 from 404. */
function routeTable(app: FastifyInstance) {
  const known: { pattern: RegExp; methods: readonly string[] }[] = [];
  app.addHook('onRoute', ({ url, method }) => {
    const pattern = new RegExp(`^${url.replace(/:[^/]+/g, '[^/]+').replace(/\*/g, '.*')}$`);
    known.push({ pattern, methods: [method].flat() });
  });
  return (url: string) =>
    new Set(known.filter((route) => route.pattern.test(url)).flatMap((route) => route.methods));
}

/** Every error of the site ends here: never a stack trace, never a blank page. */
export const errors = fp(
  async (app: FastifyInstance, options: { viewsFolder: string }) => {
    const fallback = readFileSync(join(options.viewsFolder, 'errors', 'fallback.html'), 'utf8');

    const methodsOf = routeTable(app);

    /** Where the page is that was meant: in a language that we speak; `/en` means `/en/`. */
    function elsewhere(url: string): string | undefined {
      const spoken = app.spokenUrl(url);
      if (spoken !== undefined && spoken !== url) return spoken;
      const [path = '', ...query] = url.split('?');
      return path.endsWith('/') ? undefined : app.spokenUrl([`${path}/`, ...query].join('?'));
    }

    app.setErrorHandler(async (error: FastifyError, request, reply) => {
      const { status, code } = classify(error);
      if (status >= 500 && code !== 'procedure_paused')
        request.log.error({ err: error }, 'request failed');
      else request.log.info({ code }, 'request refused');
      const { pause, seconds = 30 } = pauseOf(error);
      if (status === 503) reply.header('Retry-After', String(seconds));
      if (wantsJson(request)) return reply.code(status).send({ error: code });
      try {
        return await errorPage(reply, status, code, undefined, pause);
      } catch (failure) {
        request.log.error({ err: failure }, 'the error page itself failed');
        return reply.code(status).type('text/html; charset=utf-8').send(fallback);
      }
    });

    app.setNotFoundHandler(async (request, reply) => {
      const target = isReading(request) ? elsewhere(request.url) : undefined;
      if (target !== undefined) return reply.redirect(target, 302);
      const methods = methodsOf(request.url.split('?')[0] as string);
      const status = methods.size > 0 && !methods.has(request.method) ? 405 : 404;
      if (status === 405) reply.header('Allow', [...methods].join(', '));
      if (wantsJson(request)) return reply.code(status).send({ error: HTTP_CODES[status] });
      return errorPage(reply, status, HTTP_CODES[status] as string);
    });
  },
  { name: 'errors', dependencies: ['views'] },
);
