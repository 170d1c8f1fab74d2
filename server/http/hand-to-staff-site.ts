import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyInstance {
    /** The site of staff behind this one; it is built when it is first asked for. */
    staffSite(): Promise<FastifyInstance>;
    /** Of the site of staff: the server has begun to close. */
    closing: AbortSignal;
  }
}

const THEIRS = /^\/(office|counter|admin|api)(\/|\?|$)/;

/**
 * Everything of staff and of inner machines goes to a site of its own, before anything of it is
 * read. Half of the program is theirs: it is loaded with their first request, so that a server on
 * which only residents are does not carry it.
 *
 * Call it before any plugin is registered: their hooks are for residents' requests.
 */
export function handToStaffSite(
  app: FastifyInstance,
  build: (closing: AbortSignal) => Promise<FastifyInstance>,
): () => Promise<FastifyInstance> {
  const closing = new AbortController();
  let site: Promise<FastifyInstance> | undefined;
  const staffSite = () => {
    site ??= build(closing.signal).catch((error: unknown) => {
      // The next one may have better luck.
      site = undefined;
      throw error;
    });
    return site;
  };
  app.decorate('staffSite', staffSite);
  app.addHook('onRequest', async (request, reply) => {
    if (!THEIRS.test(request.url)) return;
    const site = await staffSite();
    await site.ready();
    reply.hijack();
    site.routing(request.raw, reply.raw);
  });
  // Open streams would hold the server up; everything else ends with what is under way.
  app.addHook('preClose', async () => closing.abort());
  app.addHook('onClose', async () => void (await (await site)?.close()));
  return staffSite;
}
