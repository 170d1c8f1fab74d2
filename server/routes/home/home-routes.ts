import type { FastifyInstance } from 'fastify';
import { paths } from '../../http/paths.ts';
import type { Services } from '../../services.ts';
import { listedNow } from '../procedures/procedure-item.ts';
import { homeView } from './home-view.ts';
import { localPath } from './local-path.ts';
import { popularProcedures } from './popular-procedures.ts';
import { rememberTextSize } from './text-size.ts';

/** The front page, and the size of the letters. */
export async function homeRoutes(app: FastifyInstance, services: Services): Promise<void> {
  app.get('/:locale/', async (request, reply) => {
    const view = homeView(
      [...services.library.procedures.values()],
      await popularProcedures(services),
      request.words,
      listedNow(services),
    );
    return reply.page('home/home', view);
  });

  // Nothing but the reader's own view changes, and reading needs no session: the Origin is enough.
  const originOnly = { config: { csrf: 'origin_only' as const } };
  app.post<{ Body: { text_size?: unknown; back?: unknown } | undefined }>(
    '/:locale/display',
    originOnly,
    async (request, reply) => {
      const secure = services.config.publicUrl.startsWith('https:');
      rememberTextSize(reply, request.body?.text_size, secure);
      const back = localPath(request.body?.back, request.locale);
      return reply.redirect(back ?? paths.home(request.locale), 303);
    },
  );
}
