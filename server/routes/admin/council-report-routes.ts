import type { FastifyInstance } from 'fastify';
import { adminPaths } from '../../http/admin-paths.ts';
import { loadIndicators } from '../../indicator-desk.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { councilReport } from './council-report.ts';

/** 議会・幹部向けの資料: the town's plans on paper, as they stand today. */
export async function councilReportRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'figures.read' } as const;
  app.get(adminPaths.indicatorReport(), { config }, async (_request, reply) => {
    const { figures } = await loadIndicators(services);
    const town = services.library.municipality.name['ja'] ?? '';
    const today = todayInTokyo(services.clock.now());
    const pdf = await services.formPrinter.print(
      councilReport(figures, { town, today, words: services.words('ja') }),
    );
    return reply
      .type('application/pdf')
      .header('Content-Disposition', `inline; filename="indicators-${today}.pdf"`)
      .send(Buffer.from(pdf));
  });
}
