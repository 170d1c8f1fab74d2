import type { FastifyRequest } from 'fastify';
import { knownFacts, offeredAnswers, type Said } from '../../domain/applications/known-facts.ts';
import type { Answers } from '../../domain/fields/answers.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import type { Services } from '../../services.ts';

/** One sitting: what was sent longer ago is not offered, whoever still may look at it. */
const SITTING_HOURS = 12;

/** What was filled in lately in that session, as far as the definitions are still known. */
export async function saidIn(
  services: Services,
  sessionHash: string,
): Promise<readonly (Said & { readonly startedAt: Date })[]> {
  const { stores, clock, procedureVersion } = services;
  const now = clock.now();
  const since = new Date(now.getTime() - SITTING_HOURS * 3_600_000);
  const [drafts, sent] = await Promise.all([
    stores.drafts.listBySession(sessionHash, now),
    stores.applications.listBySession(sessionHash, since, now),
  ]);
  const forms = [
    ...drafts.filter(({ caseOf }) => !caseOf).map((draft) => ({ ...draft, at: draft.updatedAt })),
    ...sent.map((application) => ({ ...application, at: application.submittedAt })),
  ];
  const known = await Promise.all(
    forms.map(async ({ procedureId, version, answers, at, startedAt }) => {
      const procedure = await procedureVersion(procedureId, version);
      return procedure && { procedure, answers, at, startedAt };
    }),
  );
  return known.filter((one) => one !== undefined);
}

/** Answers from other forms of this sitting that this one could begin with; none without a session. */
export async function knownAnswers(
  services: Services,
  { sessionHash }: FastifyRequest,
  procedure: Procedure,
  today: string,
): Promise<Answers> {
  if (sessionHash === '') return {};
  const others = (await saidIn(services, sessionHash)).filter(
    (one) => one.procedure.id !== procedure.id,
  );
  return offeredAnswers(procedure, knownFacts(others), today);
}
