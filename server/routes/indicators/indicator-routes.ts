import type { FastifyInstance } from 'fastify';
import { loadIndicators } from '../../indicator-desk.ts';
import type { Services } from '../../services.ts';
import { procedureText } from '../apply/procedure-text.ts';
import { itemName } from '../bills/bill-texts.ts';
import { counterIndicatorView } from './counter-indicator-view.ts';
import { figuresView } from './figure-view.ts';
import { indicatorView } from './indicator-view.ts';

/** How far the plan has come, for everybody to see. */
export async function indicatorRoutes(app: FastifyInstance, services: Services): Promise<void> {
  app.get('/:locale/indicators', async (request, reply) => {
    const { words } = request;
    const { procedures } = services.library;
    // A procedure that is gone keeps its figures under its id.
    const titleOf = (id: string) => {
      const procedure = procedures.get(id);
      return (procedure && procedureText(procedure, words, 'title')) ?? id;
    };
    const languageOf = (locale: string) => {
      const own = services.words(locale);
      return own.locale === locale ? own.plain('common:language_name') : locale;
    };
    const figures = await loadIndicators(services);
    return reply.page('indicators/indicators', {
      ...indicatorView(figures, words, titleOf, languageOf, (key) =>
        itemName(services, words, key),
      ),
      ...counterIndicatorView(services, figures, words),
      plans: figuresView(figures.figures, words),
      styles: ['chart.css'],
    });
  });
}
