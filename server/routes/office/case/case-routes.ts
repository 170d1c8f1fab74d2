import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { officePaths } from '../../../http/office-paths.ts';
import type { Services } from '../../../services.ts';
import { MOST_TEXT } from './action-errors.ts';
import { caseActionRoutes } from './action-routes.ts';
import { caseView } from './case-view.ts';
import { caseFileRoutes } from './file-routes.ts';
import { individualNumberRoutes } from './number-routes.ts';
import { type OpenCase, withCase } from './open-case.ts';
import { postedForm, textIn } from './posted-values.ts';
import { caseProtectionRoutes } from './protection-routes.ts';
import { sealedRoutes } from './sealed-routes.ts';
import { noteViewing } from './viewers.ts';

async function show(
  services: Services,
  found: OpenCase,
  request: FastifyRequest,
  reply: FastifyReply,
  note: { readonly text?: string; readonly error?: string } = {},
) {
  const view = await caseView(services, found, request);
  return reply.officePage('office/case/case', {
    ...view,
    hasErrors: note.error !== undefined,
    noteText: note.text,
    noteError: note.error,
  });
}

async function addNote(
  services: Services,
  found: OpenCase,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const text = textIn(postedForm(request), 'text');
  if (text === '' || text.length > MOST_TEXT) {
    reply.code(422);
    const error =
      text === '' ? '内部メモを書いてください。' : `内部メモは${MOST_TEXT}文字までにしてください。`;
    return show(services, found, request, reply, { text, error });
  }
  const { stores, clock } = services;
  const { id: applicationId } = found.application;
  const note = { id: randomUUID(), applicationId, staffId: found.staffId, at: clock.now(), text };
  await stores.staffNotes.add(note, found.by);
  return reply.redirect(`${officePaths.case(applicationId)}#notes`, 303);
}

/** One application on one screen, and the steps of staff. */
export async function caseRoutes(app: FastifyInstance, services: Services): Promise<void> {
  app.get(
    '/office/cases/:id',
    { config: { staff: 'cases.read' } },
    withCase(services, 'cases.read', async (found, request, reply) => {
      await noteViewing(services, found, 'case.viewed');
      return show(services, found, request, reply);
    }),
  );
  app.post(
    '/office/cases/:id/notes',
    { config: { staff: 'cases.work' } },
    withCase(services, 'cases.work', (found, request, reply) =>
      addNote(services, found, request, reply),
    ),
  );
  await caseFileRoutes(app, services);
  await sealedRoutes(app, services);
  await individualNumberRoutes(app, services);
  await caseProtectionRoutes(app, services);
  await caseActionRoutes(app, services);
}
