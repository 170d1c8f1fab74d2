import type { FastifyInstance } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import { knownProcedure } from '../../domain/procedures/known-procedure.ts';
import { understand } from '../../domain/understanding/understand.ts';
import { ATTACHMENTS_PAGE } from '../../domain/understanding/understanding.ts';
import { addMonths, todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { mendPlace } from './mend-place.ts';
import { understandingView } from './understanding-view.ts';

/** What is told of: this month and the eleven before it. */
const MONTHS = 12;
/** Newest decided cases whose time is looked at. */
const DECIDED = 200;

/** How a procedure is understood: a page of figures for each, with the one thing to mend next. */
export async function understandingRoutes(app: FastifyInstance, services: Services): Promise<void> {
  app.get<{ Params: { procedure: string } }>(
    '/admin/procedures/:procedure/understanding',
    { config: { staff: 'figures.read' } },
    async (request, reply) => {
      const { stores, library, clock, formCounter } = services;
      const procedure = knownProcedure(library, request.params.procedure);
      if (procedure === undefined) throw new DomainError('page_not_found');
      // What this process still holds counts, too.
      await formCounter.flush();
      const to = todayInTokyo(clock.now()).slice(0, 7);
      const from = addMonths(`${to}-01`, -(MONTHS - 1)).slice(0, 7);
      const counts = await stores.formCounts.read(procedure.id, from, to);
      const view = understandingView({
        procedure,
        found: understand(counts, [
          ...procedure.pages.map(({ id }) => id),
          ...(procedure.attachments.length > 0 ? [ATTACHMENTS_PAGE] : []),
        ]),
        decisionTimes: await stores.formCounts.decisionTimes(procedure.id, DECIDED),
        visitMinutes: library.municipality.visit_minutes,
        months: { from, to },
        words: services.words('ja'),
        ...(request.staffMay('procedures.manage') && {
          mendPlace: await mendPlace(services, procedure),
        }),
      });
      return reply.officePage('admin/understanding', {
        ...view,
        styles: ['admin-figures.css', 'chart.css'],
      });
    },
  );
}
