import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { EditValue } from '../../domain/builder/edit.ts';
import type { Answers } from '../../domain/fields/answers.ts';
import type { Locale } from '../../domain/procedures/locale.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import { translationCoverage } from '../../domain/procedures/translation-coverage.ts';
import { adminPaths } from '../../http/admin-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import type { Services } from '../../services.ts';
import { feeOf } from '../apply/pricing.ts';
import { atDesk, type BuilderDesk, EDIT, READ } from './builder-desk.ts';
import { checkedDraft, findingsOf } from './builder-findings.ts';
import { allowFrames } from './builder-frames.ts';
import { freeKey } from './builder-keys.ts';
import { madeUpFor } from './builder-made-up.ts';
import { framedPath, previewPath, stagePath } from './builder-preview-frame.ts';
import { previewRoom } from './builder-preview-source.ts';
import { stagesOf } from './builder-preview-stages.ts';
import { newDraft, previewDraft, previewProcedure, previewState } from './builder-preview-state.ts';
import { saveEdits } from './builder-save.ts';
import { addEdit, setEdit } from './builder-screen.ts';
import { treeOf } from './builder-tree.ts';

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

interface RoomPage {
  readonly value: string;
  readonly text: string;
  readonly group: string;
  readonly src: (language: Locale) => string;
}

/** What a resident sees after the sending: the receipt, the status page at each stage, its forms. */
function laterPages(desk: BuilderDesk): RoomPage[] {
  const { services, version, pages, names, tree } = desk;
  const { procedure } = previewProcedure(services, version);
  if (!procedure) return [];
  const group = '送ったあと';
  const titleOf = (phase: string) =>
    names.text(treeOf(treeOf(tree['phases'])[phase])['title']) || phase;
  const stages = stagesOf(procedure, titleOf).map(
    ({ id, text }): RoomPage => ({
      value: `done/${id}`,
      text: `状況：${text}`,
      group,
      src: (language) => stagePath(version.id, language, id),
    }),
  );
  const filledIn = pages
    .filter(({ phase }) => phase !== undefined)
    .map(
      ({ id, title, phase = '' }): RoomPage => ({
        value: id,
        text: title,
        group: titleOf(phase),
        src: (language) => framedPath(desk, language, id),
      }),
    );
  const done = (language: Locale) => previewPath(version.id, language, 'done');
  return [{ value: 'done', text: '受け付けの控え', group, src: done }, ...stages, ...filledIn];
}

function pageChoices(desk: BuilderDesk): readonly RoomPage[] {
  const { pages, tree } = desk;
  const page = (value: string, text: string): RoomPage => ({
    value,
    text,
    group: '申請',
    src: (language) => framedPath(desk, language, value),
  });
  const who = treeOf(tree['who'])['may_apply'];
  return [
    page('start', 'はじめのページ'),
    ...(Array.isArray(who) && who.length > 1 ? [page('applying_as', '申請する人について')] : []),
    ...pages.filter(({ phase }) => phase === undefined).map(({ id, title }) => page(id, title)),
    ...(tree['attachments'] === undefined ? [] : [page('attachments', '書類')]),
    page('check', '入力内容の確認'),
    ...laterPages(desk),
  ];
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
    problem,
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
    examples: Object.keys(treeOf(desk.tree['examples'])),
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

const previewed = (services: Services, desk: BuilderDesk, request: FastifyRequest) => {
  const { procedure } = previewProcedure(services, desk.version);
  return procedure && { procedure, draft: previewDraft(services, request, procedure) };
};

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
  return reply.redirect(previewRoom(desk.version.id, query), 303);
}

/** Answers as an example says them: rows go without the names that their forms gave them. */
const withoutRowNames = (answers: Answers): EditValue =>
  JSON.parse(JSON.stringify(answers, (key, value) => (key.startsWith('@') ? undefined : value)));

/** What was just walked through becomes an example case: answers in, pages and fee out. */
async function postExample(
  services: Services,
  desk: BuilderDesk,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const found = previewed(services, desk, request);
  if (!found) return showRoom(desk, request, reply, 'いまは、プレビューを表示できません。');
  const state = previewState(services, desk.version, found.procedure, await found.draft);
  const { journey, context } = state;
  if (!journey.complete && !journey.endedBy) {
    return showRoom(desk, request, reply, '先に、プレビューで最後のページまで答えてください。');
  }
  const examples = treeOf(desk.tree['examples']);
  const typed = postedText(request)('name').trim();
  const key = freeKey(/^[a-z][a-z0-9_]*$/.test(typed) ? typed : 'example_1', Object.keys(examples));
  const value = {
    today: context.today,
    answers: withoutRowNames(journey.answers),
    expect: {
      pages: journey.reached.map(({ page }) => page.id),
      ...(journey.endedBy
        ? { ends_with: journey.endedBy.condition }
        : { fee: feeOf(services, state).yen }),
    },
  };
  const edit =
    Object.keys(examples).length === 0
      ? setEdit(['examples'], { [key]: value })
      : addEdit(['examples'], value, { key });
  const saved = await saveEdits(desk, request, [edit]);
  if (saved.kind !== 'saved') {
    return showRoom(desk, request, reply, '例にできませんでした。もう一度お試しください。');
  }
  return reply.redirect(adminPaths.part(desk.version.id, 'examples'), 303);
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
    atDesk(services, (desk, request, reply) =>
      desk.canEdit
        ? postExample(services, desk, request, reply)
        : reply.redirect(adminPaths.preview(desk.version.id), 303),
    ),
  );
}
