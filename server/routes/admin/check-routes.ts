import type { FastifyInstance } from 'fastify';
import { gateVersion } from '../../domain/publish-gate/gate-version.ts';
import type { Services } from '../../services.ts';
import { atDesk, READ } from './builder-desk.ts';
import { checkView } from './check-view.ts';

/** 公開前の確認: all that the gate found, each with a link to the page on which it is mended. */
export async function checkRoutes(app: FastifyInstance, services: Services): Promise<void> {
  app.get(
    '/admin/versions/:version/check',
    { config: READ },
    atDesk(services, async (desk, _request, reply) => {
      const findings = await gateVersion(services, desk.version);
      return reply.officePage('admin/check', checkView(desk, findings));
    }),
  );
}
