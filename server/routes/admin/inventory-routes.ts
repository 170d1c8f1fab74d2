import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { csvBytes, csvHead } from '../../domain/hand-over/csv.ts';
import { INVENTORY_HEADINGS, inventoryLines } from '../../domain/inventory/inventory-lines.ts';
import { adminPaths } from '../../http/admin-paths.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { inventoryEntryRoutes } from './inventory-entry-routes.ts';
import { inventoryImportRoutes } from './inventory-import-routes.ts';
import { inventoryPage } from './inventory-view.ts';
import { sectionName } from './section-name.ts';

const config = { staff: 'inventory.manage' } as const;

const asked = (request: FastifyRequest) => {
  const query = request.query as Record<string, unknown>;
  return (name: string) => (typeof query[name] === 'string' ? query[name] : '');
};

async function sendFile(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const encoding = asked(request)('encoding') === 'cp932' ? 'cp932' : 'utf8';
  const entries = await services.stores.inventory.list();
  const lines = inventoryLines(entries, (section) => sectionName(services, section));
  const day = todayInTokyo(services.clock.now());
  const { bytes } = csvBytes(lines, encoding);
  return reply
    .type(`text/csv; charset=${encoding === 'utf8' ? 'utf-8' : 'shift_jis'}`)
    .header('Content-Disposition', `attachment; filename="inventory-${day}.csv"`)
    .send(Buffer.concat([csvHead(INVENTORY_HEADINGS, encoding), bytes]));
}

/** 棚卸し: list, file, import, one entry. */
export async function inventoryRoutes(app: FastifyInstance, services: Services): Promise<void> {
  app.get(adminPaths.inventory(), { config }, (request, reply) => {
    const of = asked(request);
    const words = { q: of('q').slice(0, 100), year: of('year'), page: of('page') };
    const filter = { ...words, section: of('section'), state: of('state'), list: of('list') };
    return inventoryPage(services, reply, filter);
  });
  app.get(`${adminPaths.inventory()}.csv`, { config }, (request, reply) =>
    sendFile(services, request, reply),
  );
  await inventoryImportRoutes(app, services);
  await inventoryEntryRoutes(app, services);
}
