import type { FastifyInstance, FastifyReply } from 'fastify';
import { adminPaths } from '../../http/admin-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import { returnPath } from '../../http/staff-session.ts';
import type { Services } from '../../services.ts';
import { nearestPlace } from './builder-back.ts';
import { atDesk, type BuilderDesk, EDIT, openDesk, READ } from './builder-desk.ts';
import { fieldScreen } from './builder-field-screen.ts';
import { findingsOf } from './builder-findings.ts';
import { allowFrames } from './builder-frames.ts';
import { lastEdits, outlineScreen, partRows } from './builder-outline-view.ts';
import { pageScreen } from './builder-page-screen.ts';
import { partScreen } from './builder-part-screen.ts';
import { postScreen } from './builder-post.ts';
import { previewFrame } from './builder-preview-frame.ts';
import { builderPreviewRoutes } from './builder-preview-routes.ts';
import { saidNow, saying } from './builder-said.ts';
import type { ScreenOf } from './builder-screen.ts';
import { renderScreen, screenBlocks } from './builder-screen-view.ts';
import { turnScreen } from './builder-turn-screen.ts';
import { peopleOf } from './settings/proposal-words.ts';
import { numberWords, STATE_WORDS } from './version-words.ts';

/** The whole procedure: pages, parts, what is missing, what was changed last. */
async function showOutline(desk: BuilderDesk, reply: FastifyReply) {
  const { version } = desk;
  const findings = findingsOf(desk);
  const screen = outlineScreen(desk);
  const person = await peopleOf(desk.services);
  allowFrames(reply);
  return reply.officePage('admin/builder-outline', {
    title: version.title,
    styles: ['admin-builder.css', 'admin-builder-forms.css'],
    scripts: ['builder.js'],
    backLink: screen.back,
    here: screen.here,
    canEdit: desk.canEdit,
    said: saidNow(reply.request),
    isReadable: desk.isReadable,
    number: numberWords(version.number),
    state: STATE_WORDS[version.state],
    blocks: screenBlocks(desk, screen),
    findings,
    parts: partRows(desk, findings),
    edits: (await lastEdits(desk)).map((edit) => ({ ...edit, by: person(edit.by) })),
    preview: previewFrame(desk, 'start'),
    revision: version.revision,
    paths: {
      undo: adminPaths.undo(version.id),
      files: adminPaths.files(version.id),
      check: adminPaths.check(version.id),
      translations: adminPaths.translations(version.id),
      differences: adminPaths.differences(version.id),
      publish: adminPaths.procedure(version.procedureId),
    },
  });
}

function screenRoutes(app: FastifyInstance, services: Services, url: string, screen: ScreenOf) {
  app.get(
    url,
    { config: READ },
    atDesk(services, (desk, request, reply) =>
      desk.isReadable
        ? renderScreen(desk, screen(desk, request.params as Record<string, string>), reply)
        : reply.redirect(adminPaths.files(desk.version.id), 303),
    ),
  );
  app.post(
    url,
    { config: EDIT },
    atDesk(services, (desk, request, reply) => postScreen(screen, desk, request, reply)),
  );
}

/** 手続きの作成: the pages on which a procedure is edited in plain words. */
export async function builderRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const version = '/admin/versions/:version';
  app.get(
    version,
    { config: READ },
    atDesk(services, (desk, _request, reply) => showOutline(desk, reply)),
  );
  app.post(
    version,
    { config: EDIT },
    atDesk(services, (desk, request, reply) => postScreen(outlineScreen, desk, request, reply)),
  );
  screenRoutes(app, services, `${version}/pages/:page`, pageScreen);
  screenRoutes(app, services, `${version}/pages/:page/fields/:field`, fieldScreen);
  screenRoutes(app, services, `${version}/pages/:page/fields/:field/turn/:to`, turnScreen);
  screenRoutes(app, services, `${version}/parts/:part`, partScreen);
  app.post(
    `${version}/undo`,
    { config: EDIT },
    atDesk(services, async (desk, request, reply) => {
      const { id, revision } = desk.version;
      const now = services.clock.now();
      const { versions } = services.stores;
      const outcome = await versions.undo(id, revision, request.staff?.login ?? '', now);
      const done = outcome.kind === 'saved' ? 'undone' : 'nothing';
      const undone = await openDesk(services, request);
      const back = nearestPlace(undone, returnPath(postedText(request)('back')));
      return reply.redirect(saying(`${back}#undo`, done), 303);
    }),
  );
  await builderPreviewRoutes(app, services);
}
