import type { FastifyRequest } from 'fastify';

/** Whoever tries it: one person in one browser, one version. Also the id of the form that they fill in. */
export const trialName = (request: FastifyRequest): string => {
  const { version } = request.params as { readonly version: string };
  return `preview-${version}-${request.sessionHash.slice(0, 24)}`;
};
