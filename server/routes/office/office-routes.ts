import type { FastifyInstance } from 'fastify';
import { officePaths } from '../../http/office-paths.ts';
import type { Services } from '../../services.ts';
import { absenceRoutes } from './absences-routes.ts';
import { accountRoutes } from './account-routes.ts';
import { apiTokenRoutes } from './api-tokens-routes.ts';
import { auditRoutes } from './audit-routes.ts';
import { caseRoutes } from './case/case-routes.ts';
import { caseListRoutes } from './case-list-routes.ts';
import { counterDeviceRoutes } from './counter-devices-routes.ts';
import { countDecisionsAnew } from './decisions-list.ts';
import { decisionRoutes } from './decisions-routes.ts';
import { documentNumberRoutes } from './document-number-routes.ts';
import { downtimeRoutes } from './downtimes-routes.ts';
import { exportRoutes } from './exports-routes.ts';
import { failedMailRoutes } from './failed-mails-routes.ts';
import { financeRoutes } from './finance/finance-routes.ts';
import { messageRoutes } from './messages-routes.ts';
import { protectionRoutes } from './protections-routes.ts';
import { registerImportRoutes } from './register-import-routes.ts';
import { retentionRoutes } from './retention-routes.ts';
import { signInRoutes } from './sign-in-routes.ts';
import { staffRoutes } from './staff-routes.ts';
import { webhookRoutes } from './webhooks-routes.ts';

/** The staff's side. Every route says in `config.staff` who may use it. */
export async function officeRoutes(app: FastifyInstance, services: Services): Promise<void> {
  app.get(officePaths.home(), { config: { staff: 'office.enter' } }, async (request, reply) => {
    if (request.staffMay('cases.list')) return reply.redirect(officePaths.cases(), 303);
    return reply.officePage('office/home', { title: '職員のページ' });
  });
  app.addHook('onSend', (request, _reply, payload, done) => {
    if (request.method !== 'GET' && request.staff) countDecisionsAnew(services);
    done(null, payload);
  });
  await signInRoutes(app, services);
  await accountRoutes(app, services);
  await staffRoutes(app, services);
  await caseListRoutes(app, services);
  await decisionRoutes(app, services);
  await absenceRoutes(app, services);
  await auditRoutes(app, services);
  await registerImportRoutes(app, services);
  await retentionRoutes(app, services);
  await documentNumberRoutes(app, services);
  await caseRoutes(app, services);
  await messageRoutes(app, services);
  await failedMailRoutes(app, services);
  await exportRoutes(app, services);
  await financeRoutes(app, services);
  await protectionRoutes(app, services);
  await downtimeRoutes(app, services);
  await apiTokenRoutes(app, services);
  await webhookRoutes(app, services);
  await counterDeviceRoutes(app, services);
}
