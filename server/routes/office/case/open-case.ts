import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Application, ApplicationEvent } from '../../../domain/applications/application.ts';
import type { StaffActor } from '../../../domain/cases/case.ts';
import { livingEvents } from '../../../domain/cases/living-events.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { Procedure } from '../../../domain/procedures/procedure.ts';
import type { Permission } from '../../../domain/staff/roles.ts';
import type { Services } from '../../../services.ts';
import { isKeptFrom } from './protected-case.ts';
import { protectedPage } from './protected-page.ts';

/** A case as it lies on somebody's desk. */
export interface OpenCase {
  readonly application: Application;
  readonly procedure: Procedure;
  /** Everything, with what was taken back. */
  readonly timeline: readonly ApplicationEvent[];
  /** What holds. */
  readonly events: readonly ApplicationEvent[];
  /** Forms carry it: whether the case has moved on since. */
  readonly lastSeq: number;
  /** Whoever looks at it. */
  readonly by: StaffActor;
  readonly staffId: string;
}

type CaseHandler = (
  found: OpenCase,
  request: FastifyRequest,
  reply: FastifyReply,
) => Promise<unknown>;

function caseId(request: FastifyRequest): string {
  return (request.params as { id: string }).id;
}

/** @throws DomainError application_not_found; procedure_not_found when its definition is gone */
async function findCase({ stores, procedureVersion }: Services, request: FastifyRequest) {
  const application = await stores.applications.find(caseId(request));
  if (application === undefined) throw new DomainError('application_not_found');
  const procedure = await procedureVersion(application.procedureId, application.version);
  if (procedure === undefined) throw new DomainError('procedure_not_found');
  return { application, procedure };
}

/** The case as it is now, for the same person. */
export async function freshCase({ stores }: Services, found: OpenCase): Promise<OpenCase> {
  const { id } = found.application;
  const timeline = await stores.cases.timeline(id);
  return {
    ...found,
    application: (await stores.applications.find(id)) ?? found.application,
    timeline,
    events: livingEvents(timeline),
    lastSeq: timeline.at(-1)?.seq ?? 0,
  };
}

/**
 * A handler that is given the case, if whoever asks may read it and may do that in its section; else
 * they get the page that says whom to ask. A case of a protected person opens to the named few only,
 * unless the handler shows nothing of it (`protectedToo`).
 */
export function withCase(
  services: Services,
  permission: Permission,
  handler: CaseHandler,
  { protectedToo = false }: { readonly protectedToo?: boolean } = {},
) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const { application, procedure } = await findCase(services, request);
    const { staff } = request;
    const lacking = (['cases.read', permission] as const).find(
      (one) => !request.staffMay(one, procedure.section),
    );
    if (lacking !== undefined || staff === undefined) {
      return reply.notPermitted(lacking ?? permission, application.id);
    }
    const asked = { application, procedure, staff };
    if (!protectedToo && (await isKeptFrom(services, asked))) {
      return protectedPage(services, request, reply, asked);
    }
    const found: OpenCase = {
      application,
      procedure,
      timeline: [],
      events: [],
      lastSeq: 0,
      by: `staff:${staff.login}`,
      staffId: staff.id,
    };
    return handler(await freshCase(services, found), request, reply);
  };
}
