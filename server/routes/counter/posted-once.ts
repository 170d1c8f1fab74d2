import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Services } from '../../services.ts';

const POST_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** The id that the tablet gave to one press of a button. */
function postId(request: FastifyRequest): string | undefined {
  const id = (request.body as Record<string, unknown> | undefined)?.['post_id'];
  return typeof id === 'string' && POST_ID.test(id) ? id : undefined;
}

/**
 * A form whose answer got lost on the way is sent again by the tablet, and is answered again: taken it
 * was the first time. What a form does is safe by itself (revisions, row ids, one application for one
 * draft); this leads on instead of telling of a conflict that is none.
 */
export function takePostsOnce(app: FastifyInstance, { stores, clock }: Services): void {
  const again = async (request: FastifyRequest, reply: FastifyReply) => {
    const id = postId(request);
    const known = id === undefined ? undefined : await stores.sittings.findPost(id);
    // Of another sitting it is nobody's business here.
    if (known && known.sittingId === request.sitting?.id)
      return reply.redirect(known.location, 303);
  };
  const keep = async (request: FastifyRequest, reply: FastifyReply, payload: unknown) => {
    const id = postId(request);
    const location = reply.getHeader('location');
    const { sitting } = request;
    if (id === undefined || sitting === undefined) return payload;
    if (reply.statusCode !== 303 || typeof location !== 'string') return payload;
    await stores.sittings.keepPost({ id, sittingId: sitting.id, location, at: clock.now() });
    return payload;
  };
  // Behind the checks of who it is and which sitting, which put themselves in front.
  app.addHook('onRoute', (route) => {
    if (route.method !== 'POST' || route.config?.counter !== 'sitting') return;
    route.preHandler = [...[route.preHandler ?? []].flat(), again];
    route.onSend = [...[route.onSend ?? []].flat(), keep];
  });
}
