import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Answers } from '../../domain/fields/answers.ts';
import type { Locale } from '../../domain/procedures/locale.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import { translationCoverage } from '../../domain/procedures/translation-coverage.ts';
import { adminPaths } from '../../http/admin-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import type { Services } from '../../services.ts';
import { atDesk, type BuilderDesk, EDIT, READ } from './builder-desk.ts';
import { checkedDraft, findingsOf } from './builder-findings.ts';
import { allowFrames } from './builder-frames.ts';
import { madeUpFor } from './builder-made-up.ts';
import { keepExample } from './builder-preview-example.ts';
import { pageChoices, type RoomPage } from './builder-preview-room-pages.ts';
import { previewRoom } from './builder-preview-source.ts';
import { newDraft, previewProcedure } from './builder-preview-state.ts';
import { saidNow, saying } from './builder-said.ts';
import { textOf, treeOf } from './builder-tree.ts';

const WIDTHS = [
  { value: 'phone', text: '電話（390）' },
  { value: 'tablet', text: 'タブレット（820）' },
  { value: 'wide', text: 'パソコン' },
];

interface RoomQuery {
  readonly page?: string;
  readonly language?: string;
  readonly width?: string;
  readonly script?: string;
  readonly example?: string;
}

/** How much of it is said in that language. */
function coverageOf(desk: BuilderDesk, locale: Locale) {
  const { services, version } = desk;
  const { written } = checkedDraft(services, desk);
  if (!written || locale === 'ja') return undefined;
  const { town } = services.library;
  const found = translationCoverage(written.definition, version.files, town).get(locale);
  const missing = found ? found.all - found.translated : 0;
  if (!found || missing === 0) return undefined;
  return {
    text: `この言葉では、${found.all}か所のうち${missing}か所がまだ日本語のままです。`,
    href: adminPaths.translations(version.id, locale),
  };
}

async function showRoom(
  desk: BuilderDesk,
  request: FastifyRequest,
  reply: FastifyReply,
  problem?: string,
) {
  const { services, version } = desk;
  const query = request.query as RoomQuery;
  const choices = pageChoices(desk);
  const chosen = choices.find(({ value }) => value === query.page) ?? (choices[0] as RoomPage);
  const { languages } = services.library.municipality;
  const language: Locale = languages.find((one) => one === query.language) ?? 'ja';
  const width = WIDTHS.find(({ value }) => value === query.width)?.value ?? 'phone';
  allowFrames(reply);
  if (problem) reply.code(422);
  return reply.officePage('admin/builder-preview', {
    title: `プレビュー：${version.title}`,
    styles: ['admin-builder.css', 'admin-builder-forms.css'],
    scripts: ['builder-preview.js'],
    hasErrors: problem !== undefined,
    said: saidNow(request),
    problem,
    framed: true,
    backLink: { href: adminPaths.version(version.id), text: '手続きの全体' },
    here: adminPaths.preview(version.id),
    src: chosen.src(language),
    choices: Map.groupBy(choices, ({ group }) => group),
    chosen: chosen.value,
    widths: WIDTHS,
    width,
    languages: languages.map((one) => ({
      value: one,
      text: services.words(one).plain('common:language_name'),
    })),
    language,
    script: query.script !== 'off',
    coverage: coverageOf(desk, language),
    examples: Object.entries(treeOf(desk.tree['examples'])).map(([name, example]) => ({
      name,
      title: textOf(treeOf(example)['title']) || name,
    })),
    wanted: query.example,
    canEdit: desk.canEdit,
    errors: findingsOf(desk).filter(({ level }) => level === 'error').length,
    paths: {
      answers: `${adminPaths.preview(version.id)}/answers`,
      example: `${adminPaths.preview(version.id)}/example`,
    },
  });
}

function answersFor(services: Services, procedure: Procedure, which: string): Answers {
  const example = procedure.examples.find(({ name }) => name === which);
  if (which === 'none') return {};
  return madeUpFor(services, procedure, example?.answers ?? {});
}

/** Empty, made up, or those of an example case: from these answers the walk goes on. */
async function postAnswers(
  services: Services,
  desk: BuilderDesk,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const posted = postedText(request);
  const { procedure } = previewProcedure(services, desk.version);
  if (procedure) {
    const answers = answersFor(services, procedure, posted('answers'));
    await newDraft(services, request, procedure, answers);
  }
  const query = Object.fromEntries(
    ['page', 'language', 'width'].flatMap((name) =>
      posted(name) === '' ? [] : [[name, posted(name)] as const],
    ),
  );
  const room = previewRoom(desk.version.id, query);
  return reply.redirect(saying(`${room}#answers`, 'tried'), 303);
}

/** The preview as large as a page: language, width, scripts, answers. */
export async function previewRoomRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const room = '/admin/versions/:version/preview';
  app.get(
    room,
    { config: READ },
    atDesk(services, (desk, request, reply) => showRoom(desk, request, reply)),
  );
  app.post(
    `${room}/answers`,
    { config: READ },
    atDesk(services, (desk, request, reply) => postAnswers(services, desk, request, reply)),
  );
  app.post(
    `${room}/example`,
    { config: EDIT },
    atDesk(services, async (desk, request, reply) => {
      const { id } = desk.version;
      if (!desk.canEdit) return reply.redirect(adminPaths.preview(id), 303);
      const problem = await keepExample(services, desk, request);
      return problem === undefined
        ? reply.redirect(adminPaths.part(id, 'examples'), 303)
        : showRoom(desk, request, reply, problem);
    }),
  );
}
