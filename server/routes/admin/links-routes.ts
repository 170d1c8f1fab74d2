import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { DomainError } from '../../domain/errors.ts';
import { makeShortLink, PLACE_LENGTH } from '../../domain/short-links/make-short-link.ts';
import { ENTRY_SOURCES } from '../../domain/understanding/entry-source.ts';
import { adminPaths } from '../../http/admin-paths.ts';
import type { Services } from '../../services.ts';
import { linksPage, procedureIn } from './links-page.ts';
import { posterOf } from './poster.ts';

const newLink = z.object({
  source: z.enum(ENTRY_SOURCES).catch('other'),
  place: z
    .string()
    .transform((text) => text.normalize('NFC').replace(/\s+/g, ' ').trim())
    .pipe(z.string().min(1).max(PLACE_LENGTH)),
});

interface ProcedureParams {
  procedure: string;
  code: string;
}

/** Short addresses, posters, and what a town's web site puts on its own page. */
export async function linksRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const { stores, clock } = services;
  const config = { staff: 'procedures.manage' } as const;
  const base = '/admin/procedures/:procedure/links';
  app.get<{ Params: ProcedureParams }>(base, { config }, (request, reply) =>
    linksPage(services, reply, procedureIn(services, request.params.procedure)),
  );
  app.post<{ Params: ProcedureParams }>(base, { config }, async (request, reply) => {
    const procedure = procedureIn(services, request.params.procedure);
    const read = newLink.safeParse(request.body);
    if (!read.success) {
      const { place = '', source = '' } = (request.body ?? {}) as Record<string, unknown>;
      reply.code(422);
      return linksPage(services, reply, procedure, {
        place: String(place),
        source: String(source),
      });
    }
    const by = request.staff?.login ?? '';
    await makeShortLink(stores.shortLinks, clock, { procedureId: procedure.id, by, ...read.data });
    return reply.redirect(`${adminPaths.links(procedure.id)}?done=made`, 303);
  });
  app.post<{ Params: ProcedureParams }>(`${base}/:code`, { config }, async (request, reply) => {
    const { procedure: procedureId, code } = request.params;
    const at = clock.now();
    const actor = `staff:${request.staff?.login ?? ''}`;
    const link = await stores.shortLinks.find(code);
    if (link?.procedureId !== procedureId) throw new DomainError('page_not_found');
    const audit = { at, actor, action: 'short_link.ended', subject: procedureId, detail: { code } };
    await stores.shortLinks.end(code, at, audit);
    return reply.redirect(`${adminPaths.links(procedureId)}?done=ended`, 303);
  });
  app.get<{ Params: ProcedureParams }>(
    `${base}/:code/poster.pdf`,
    { config },
    async (request, reply) => {
      const procedure = procedureIn(services, request.params.procedure);
      const link = await stores.shortLinks.find(request.params.code);
      if (link?.procedureId !== procedure.id || link.endedAt) {
        throw new DomainError('page_not_found');
      }
      const pdf = await services.formPrinter.print(await posterOf(services, procedure, link));
      return reply
        .type('application/pdf')
        .header('Content-Disposition', `inline; filename="poster-${link.code}.pdf"`)
        .send(Buffer.from(pdf));
    },
  );
}
