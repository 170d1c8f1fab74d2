import type { FastifyRequest } from 'fastify';
import type { InboxRow } from '../../domain/inbox/inbox-store.ts';
import type { Services } from '../../services.ts';

/** Rows of a list with the names of protected persons, for the named few; for others as they were. */
export async function withReadableNames(
  { stores }: Services,
  request: FastifyRequest,
  rows: readonly InboxRow[],
): Promise<readonly InboxRow[]> {
  const ids = rows.filter((row) => row.isProtected).map(({ applicationId }) => applicationId);
  if (ids.length === 0) return rows;
  const kept = await stores.protections.keptFrom(request.staff?.id ?? '');
  const names = await stores.inbox.applicants(ids.filter((id) => !kept.has(id)));
  return rows.map((row) => ({ ...row, applicant: names.get(row.applicationId) ?? row.applicant }));
}
