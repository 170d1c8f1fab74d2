import type { FastifyInstance } from 'fastify';
import { drawOnce } from '../../drawn-figures.ts';
import { paths } from '../../http/paths.ts';
import { ReadyBody, sendReady } from '../../http/ready-body.ts';
import type { Words } from '../../http/words.ts';
import { type LoadedIndicators, loadIndicators } from '../../indicator-desk.ts';
import { Html } from '../../lib/html.ts';
import type { Services } from '../../services.ts';
import { procedureText } from '../apply/procedure-text.ts';
import { itemName } from '../bills/bill-texts.ts';
import { counterIndicatorView } from './counter-indicator-view.ts';
import { figuresView } from './figure-view.ts';
import { indicatorView } from './indicator-view.ts';

/** What the page says in that language, without anything of its reader. */
function contentModel(services: Services, figures: LoadedIndicators, words: Words) {
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
  return {
    ...indicatorView(figures, words, titleOf, languageOf, (key) => itemName(services, words, key)),
    ...counterIndicatorView(services, figures, words),
    plans: figuresView(figures.figures, words),
    page: { t: words.t, paths },
  };
}

/** Where the content stands in the page around it; what people type is escaped and never this. */
const PLACE = new Html('<!-- figures -->');

/** Of each content the page that was sent last. */
const ready = new WeakMap<Html, { readonly frame: string; readonly body: ReadyBody }>();

/**
 * @param frame all that may be the reader's own (size of letters, addresses, notices of the hour):
 *   as long as it is the same, so is the page
 */
function wholePage(frame: string, content: Html): ReadyBody {
  const last = ready.get(content);
  if (last?.frame === frame) return last.body;
  const body = new ReadyBody(frame.replace(PLACE.value, () => content.value));
  ready.set(content, { frame, body });
  return body;
}

/** How far the plan has come, for everybody to see. */
export async function indicatorRoutes(app: FastifyInstance, services: Services): Promise<void> {
  app.get('/:locale/indicators', async (request, reply) => {
    const words = services.words(request.locale);
    const figures = await loadIndicators(services);
    const content = await drawOnce(figures, `page ${words.locale}`, async () => {
      const model = contentModel(services, figures, words);
      return new Html(await app.view('indicators/content', model));
    });
    const frame = await reply.page('indicators/indicators', {
      title: words.plain('indicators:title'),
      wide: true,
      styles: ['chart.css', 'indicators.css'],
      content: PLACE,
    });
    return sendReady(request, reply, wholePage(frame, content));
  });
}
