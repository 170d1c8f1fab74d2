import type { FastifyReply, FastifyRequest } from 'fastify';
import { counterPaths } from './counter-paths.ts';

/** Cookies stay: the tablet remains paired, and staff signed in. */
const WIPE = '"cache", "storage"';

/**
 * The resident's own phone may fill in their name; a tablet would offer it to the next one. Forms are
 * the same ones, so it is taken out of the finished page.
 */
function withoutAutofill(html: string): string {
  return html
    .replace(/ autocomplete="[^"]*"/g, ' autocomplete="off"')
    .replace(/<form (?![^>]* autocomplete=)/g, '<form autocomplete="off" ');
}

const isHome = (url: unknown) =>
  typeof url === 'string' && url.split('?')[0] === counterPaths.home();

/** From a sitting back to the tablet's first page, or there after its time was over. */
function isLeaving(request: FastifyRequest, reply: FastifyReply): boolean {
  const { over, closed } = request.query as Record<string, unknown>;
  const isAfter = isHome(request.url) && (over !== undefined || closed !== undefined);
  const isSitting = 'sitting' in (request.params as object);
  return isAfter || (isSitting && reply.statusCode === 303 && isHome(reply.getHeader('location')));
}

/** onSend of every page of the counter: nothing of a resident stays in the browser. */
export async function leaveNoTraces(
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
): Promise<unknown> {
  if (isLeaving(request, reply)) reply.header('Clear-Site-Data', WIPE);
  const isPage = String(reply.getHeader('content-type') ?? '').startsWith('text/html');
  return isPage && typeof payload === 'string' ? withoutAutofill(payload) : payload;
}
