import type { FastifyInstance, FastifyRequest } from 'fastify';
import { adminPaths } from '../../http/admin-paths.ts';
import type { Services } from '../../services.ts';
import { procedureStates } from './procedure-states.ts';
import { proceduresView } from './procedures-view.ts';

function queryOf(request: FastifyRequest) {
  const { q, state } = request.query as Readonly<Record<string, unknown>>;
  const text = (value: unknown) => (typeof value === 'string' ? value.trim().slice(0, 100) : '');
  return { q: text(q), state: text(state) };
}

/** 手続きの作成: all procedures with how they stand. */
export async function proceduresRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'procedures.pause' } as const;
  app.get(adminPaths.procedures(), { config }, async (request, reply) => {
    const states = await procedureStates(services, request);
    const mayMake = request.staffMay('procedures.manage');
    return reply.officePage(
      'admin/procedures',
      proceduresView(services, states, { ...queryOf(request), mayMake }),
    );
  });
}
