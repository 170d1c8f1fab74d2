import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { knownProcedure } from '../../domain/procedures/known-procedure.ts';
import { protectPresentCases } from '../../domain/protections/find-cases.ts';
import { readProtection } from '../../domain/protections/new-protection.ts';
import { officePaths } from '../../http/office-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { protectionForm, typedProtection } from './protections-form.ts';
import { possibleReaders } from './protections-readers.ts';

/** The case from which somebody came, if they may work at it: it is protected at once. */
async function protectFirst(
  { stores, library, clock }: Services,
  request: FastifyRequest,
  { caseId, protectionId }: { readonly caseId: string; readonly protectionId: string },
): Promise<void> {
  const application = caseId === '' ? undefined : await stores.applications.find(caseId);
  const section = application && knownProcedure(library, application.procedureId)?.section;
  if (section === undefined || !request.staffMay('cases.work', section)) return;
  const by = { actor: `staff:${request.staff?.login ?? ''}`, at: clock.now() };
  await stores.protections.protect(caseId, protectionId, by);
}

/** Registers a protection and hides what the person has sent by now. */
export async function addProtection(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const { stores, clock, library, inboxFollower } = services;
  const { id: createdBy = '', login = '' } = request.staff ?? {};
  const typed = typedProtection(request);
  const caseId = postedText(request)('case');
  const now = clock.now();
  const people = await possibleReaders(services);
  const read = readProtection(typed, todayInTokyo(now), people);
  if ('problems' in read) return protectionForm(services, reply, { typed, caseId, ...read });
  // Not in the form of the ids of cases: reports of leaks count those.
  const id = randomUUID().replaceAll('-', '');
  const by = { actor: `staff:${login}`, at: now };
  await stores.protections.add({ id, ...read.protection, createdBy }, by);
  await protectFirst(services, request, { caseId, protectionId: id });
  await inboxFollower.follow();
  const { isMore } = await protectPresentCases(services, read.protection.person, {
    sections: Object.keys(library.municipality.sections),
    staffId: createdBy,
    at: now,
  });
  return reply.redirect(`${officePaths.protection(id)}?new=${isMore ? 'more' : '1'}`, 303);
}
