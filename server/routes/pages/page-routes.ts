import type { FastifyInstance } from 'fastify';
import type { PageModel } from '../../http/page-context.ts';
import type { Words } from '../../http/words.ts';
import type { Services } from '../../services.ts';

/** Pages of plain text, and their sections in order (`pages:<page>.<section>.heading` and `.body`). */
const TEXT_PAGES = {
  help: ['find', 'fill', 'save', 'pay', 'number', 'change', 'languages', 'ask'],
  privacy: ['collect', 'protect', 'keep', 'cookies', 'shared', 'rights'],
  accessibility: ['aim', 'done', 'tested', 'limits', 'tell'],
} as const;

function textPageView(page: keyof typeof TEXT_PAGES, words: Words): PageModel {
  return {
    title: words.plain(`pages:${page}.title`),
    heading: words.t(`pages:${page}.title`),
    lead: words.t(`pages:${page}.lead`),
    sections: TEXT_PAGES[page].map((section) => ({
      heading: words.t(`pages:${page}.${section}.heading`),
      body: words.t(`pages:${page}.${section}.body`),
    })),
  };
}

/** Help, privacy and accessibility statement. */
export async function pageRoutes(app: FastifyInstance, _services: Services): Promise<void> {
  for (const page of Object.keys(TEXT_PAGES) as (keyof typeof TEXT_PAGES)[]) {
    app.get(`/:locale/${page}`, async (request, reply) =>
      reply.page('pages/text', textPageView(page, request.words)),
    );
  }
}
