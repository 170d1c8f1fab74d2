import type { FastifyReply, FastifyRequest } from 'fastify';
import { withTyped } from '../../domain/counter/merge-facts.ts';
import type { SittingFacts } from '../../domain/counter/sitting.ts';
import { counterPaths } from '../../http/counter-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import type { Services } from '../../services.ts';
import { differencesView } from './differences-view.ts';
import { currentFacts, formFacts } from './sitting-facts.ts';
import { here } from './sittings-routes.ts';

/** The page of what was read, with what is wrong: by the id of its place. */
export async function showDifferences(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  errors: Readonly<Record<string, string>> = {},
) {
  const { sitting } = here(request);
  const { carried } = request.query as { carried?: string };
  const facts = await currentFacts(services, sitting);
  if (Object.keys(errors).length > 0) reply.code(422);
  const typed = postedText(request);
  const said = {
    errors,
    typed,
    ...(/^\d{1,3}$/.test(carried ?? '') && { carried: Number(carried) }),
  };
  return reply.counterPage('counter/differences', await differencesView(services, facts, said));
}

/** After each step there it is again. @param carried answers that went into open forms */
export function backToDifferences(request: FastifyRequest, reply: FastifyReply, carried = 0) {
  const page = counterPaths.differences(here(request).sitting.id);
  return reply.redirect(carried > 0 ? `${page}?carried=${carried}` : page, 303);
}

/** One change of what is known, with an entry that names the fact and no value. */
export async function changeKnown(
  services: Services,
  request: FastifyRequest,
  what: { readonly action: `sitting.${string}`; readonly fact: string; readonly taken?: string },
  decide: (facts: SittingFacts) => SittingFacts,
) {
  const { sitting, actor } = here(request);
  const { action, fact, taken } = what;
  const said = await formFacts(services, sitting);
  const now = services.clock.now();
  const audit = { action, actor, detail: { fact, ...(taken !== undefined && { taken }) } };
  return services.stores.sittings.change({ id: sitting.id, now }, ({ facts }) => ({
    sitting: { facts: decide(withTyped(facts, said)) },
    audit,
  }));
}
