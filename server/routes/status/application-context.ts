import type { FastifyRequest } from 'fastify';
import type { Application } from '../../domain/applications/application.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import type { Services } from '../../services.ts';

// Databases refuse some characters that a URL can carry.
const APPLICATION_ID = /^[\w-]{1,64}$/;

/** How long a session may look at an application after its number and code were given. */
const GRANT_HOURS = 12;

export function grantEnd(now: Date): Date {
  return new Date(now.getTime() + GRANT_HOURS * 3_600_000);
}

export interface GrantedApplication {
  readonly application: Application;
  readonly procedure: Procedure;
}

/**
 * The application if this session may see it. Whether it exists at all is not told to others.
 * @throws DomainError access_denied
 */
export async function grantedApplication(
  services: Services,
  request: FastifyRequest,
  applicationId: string,
): Promise<GrantedApplication> {
  const { applications } = services.stores;
  const now = services.clock.now();
  const granted =
    request.sessionHash !== '' &&
    APPLICATION_ID.test(applicationId) &&
    (await applications.isGranted(request.sessionHash, applicationId, now));
  const application = granted ? await applications.find(applicationId) : undefined;
  if (application === undefined) throw new DomainError('access_denied');
  const procedure = await services.procedureVersion(application.procedureId, application.version);
  if (procedure === undefined) throw new DomainError('procedure_not_found');
  return { application, procedure };
}
