import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { type ApiToken, mayFetch } from '../../domain/hand-over/api-token.ts';
import type { CaseHead } from '../../domain/hand-over/hand-over-store.ts';
import { inTokyo } from '../../domain/output/application-record.ts';
import { knownProcedure } from '../../domain/procedures/known-procedure.ts';
import type { Services } from '../../services.ts';
import { refuse } from './api-errors.ts';
import { type CHANGE_LIST, LIST_QUERY, type STATES } from './api-schemas.ts';
import { apiActor } from './api-token-check.ts';

type ListQuery = z.infer<typeof LIST_QUERY>;

const A_PAGE = 50;
const DECIDED: readonly CaseHead['status'][] = ['granted', 'refused', 'completed'];

const FITS: Readonly<Record<(typeof STATES)[number], (head: CaseHead) => boolean>> = {
  received: ({ receivedAt }) => receivedAt !== null,
  decided: ({ status }) => DECIDED.includes(status),
  all: () => true,
};

function wanted({ library }: Services, token: ApiToken, query: ListQuery) {
  const fits = FITS[query.state ?? 'received'];
  return (head: CaseHead | undefined): head is CaseHead =>
    head !== undefined &&
    mayFetch(token, knownProcedure(library, head.procedureId)) &&
    (query.procedure === undefined || query.procedure === head.procedureId) &&
    fits(head);
}

async function changeList(
  services: Services,
  token: ApiToken,
  query: ListQuery,
): Promise<z.infer<typeof CHANGE_LIST>> {
  const { handOver, protections } = services.stores;
  const page = await handOver.changes(Number(query.after ?? 0), Number(query.limit ?? A_PAGE));
  const kept = await protections.keptFrom('');
  const ids = [...new Set(page.changes.map(({ applicationId }) => applicationId))];
  const [heads, versions, known] = await Promise.all([
    handOver.heads(ids),
    handOver.versions(ids),
    handOver.acknowledged(token.id, ids),
  ]);
  const fits = wanted(services, token, query);
  const withheld = ids.filter((id) => kept.has(id) && fits(heads.get(id))).length;
  const changes = page.changes.flatMap(({ seq, at, change, applicationId: id }) => {
    const head = heads.get(id);
    const version = versions.get(id) ?? 0;
    const acknowledged = known.get(id)?.version ?? null;
    if (!fits(head) || kept.has(id)) return [];
    if (query.acknowledged === 'no' && acknowledged !== null && acknowledged >= version) return [];
    return {
      cursor: String(seq),
      at: inTokyo(at),
      change,
      id,
      number: head.number,
      procedure: head.procedureId,
      status: head.status,
      case_version: version,
      acknowledged_version: acknowledged,
    };
  });
  return { changes, next: String(page.next), withheld, more: page.more };
}

/** GET /api/v1/applications */
export async function sendChanges(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const token = request.apiToken as ApiToken;
  const read = LIST_QUERY.safeParse(request.query);
  if (!read.success) {
    return refuse(reply, 'bad_request', `Look at: ${read.error.issues[0]?.path.join('.') ?? ''}`);
  }
  const { procedure } = read.data;
  if (procedure !== undefined && !mayFetch(token, knownProcedure(services.library, procedure))) {
    return refuse(reply, 'not_in_scope');
  }
  const list = await changeList(services, token, read.data);
  // Whoever asks every minute and gets nothing has read nothing.
  if (list.changes.length === 0) return list;
  await services.stores.audit.append({
    at: services.clock.now(),
    actor: apiActor(request),
    action: 'api.listed',
    subject: token.id,
    detail: {
      query: new URLSearchParams(read.data as Record<string, string>).toString(),
      ids: [...new Set(list.changes.map(({ id }) => id))].join(' '),
    },
  });
  return list;
}
