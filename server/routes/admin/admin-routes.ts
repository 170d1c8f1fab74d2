import type { FastifyInstance, FastifyRequest } from 'fastify';
import { adminPaths } from '../../http/admin-paths.ts';
import { officePaths } from '../../http/office-paths.ts';
import type { Services } from '../../services.ts';
import { builderRoutes } from './builder-routes.ts';
import { checkRoutes } from './check-routes.ts';
import { councilReportRoutes } from './council-report-routes.ts';
import { differencesRoutes } from './differences-routes.ts';
import { filesRoutes } from './files-routes.ts';
import { incidentsRoutes } from './incidents-routes.ts';
import { indicatorsRoutes } from './indicators-routes.ts';
import { inventoryRoutes } from './inventory-routes.ts';
import { linksRoutes } from './links-routes.ts';
import { newProcedureRoutes } from './new-procedure-routes.ts';
import { pausesRoutes } from './pauses-routes.ts';
import { procedureRoutes } from './procedure-routes.ts';
import { proceduresRoutes } from './procedures-routes.ts';
import { retireRoutes } from './retire-routes.ts';
import { settingsRoutes } from './settings/settings-routes.ts';
import { translationsRoutes } from './translations-routes.ts';
import { understandingRoutes } from './understanding-routes.ts';
import { versionStepsRoutes } from './version-steps-routes.ts';

/** Where somebody begins who may not do everything here. */
function firstPlace(request: FastifyRequest): string {
  if (request.staffMay('procedures.pause')) return adminPaths.procedures();
  if (request.staffMay('settings.manage')) return adminPaths.settings();
  return request.staffMay('figures.read') ? adminPaths.indicators() : officePaths.home();
}

/** 手続きの作成・町の設定・数字: what admins do. Every route says in `config.staff` who may use it. */
export async function adminRoutes(app: FastifyInstance, services: Services): Promise<void> {
  app.get(adminPaths.home(), { config: { staff: 'office.enter' } }, async (request, reply) =>
    reply.redirect(firstPlace(request), 303),
  );
  await newProcedureRoutes(app, services);
  await filesRoutes(app, services);
  await builderRoutes(app, services);
  await checkRoutes(app, services);
  await translationsRoutes(app, services);
  await linksRoutes(app, services);
  await understandingRoutes(app, services);
  await settingsRoutes(app, services);
  await inventoryRoutes(app, services);
  await councilReportRoutes(app, services);
  await indicatorsRoutes(app, services);
  await incidentsRoutes(app, services);
  await proceduresRoutes(app, services);
  await procedureRoutes(app, services);
  await retireRoutes(app, services);
  await versionStepsRoutes(app, services);
  await differencesRoutes(app, services);
  await pausesRoutes(app, services);
}
