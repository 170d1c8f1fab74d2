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

/** May this session see that application? */
export async function isGranted(
  { stores, clock }: Services,
  { sessionHash }: FastifyRequest,
  applicationId: string,
): Promise<boolean> {
  return (
    sessionHash !== '' &&
    APPLICATION_ID.test(applicationId) &&
    (await stores.applications.isGranted(sessionHash, applicationId, clock.now()))
  );
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
  const granted = await isGranted(services, request, applicationId);
  const application = granted ? await services.stores.applications.find(applicationId) : undefined;
  if (application === undefined) throw new DomainError('access_denied');
  const procedure = await services.procedureVersion(application.procedureId, application.version);
  if (procedure === undefined) throw new DomainError('procedure_not_found');
  return { application, procedure };
}
