import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { TownFile } from '../../../domain/settings/town-file.ts';
import { textHash } from '../../../domain/translations/translation.ts';
import { adminPaths } from '../../../http/admin-paths.ts';
import { plainText } from '../../../lib/html.ts';
import type { Services } from '../../../services.ts';
import { differences } from './file-view.ts';
import { publishBar } from './grants-proposal.ts';
import { isPhraseFile, phraseFileName } from './phrase-names.ts';
import { PHRASES_TOGETHER_URL, PHRASES_URL } from './phrase-urls.ts';
import { postedText } from './posted.ts';
import { peopleOf } from './proposal-words.ts';
import { publishedText } from './propose-edit.ts';

interface Waiting {
  readonly file: TownFile;
  /** Number of what it stands on. */
  readonly base: number;
}

const CHANGED =
  'だれかがその間に変えました。違いをもう一度確かめて、公開してください。何も公開していません。';

async function waitingPhrases({ stores: { townFiles } }: Services): Promise<readonly Waiting[]> {
  const paths = (await townFiles.proposals()).map(({ path }) => path).filter(isPhraseFile);
  const found = await Promise.all(
    paths.sort().map(async (path) => {
      const [file, [newest]] = await Promise.all([
        townFiles.proposed(path),
        townFiles.history(path),
      ]);
      return file && { file, base: newest?.number ?? 0 };
    }),
  );
  return found.filter((one) => one !== undefined);
}

/** What somebody has read before pressing: the very changes, on the very files. */
const markOf = (waiting: readonly Waiting[]) =>
  textHash(JSON.stringify(waiting.map(({ file, base }) => [file.path, base, file.content])));

/** A phrase is known by its Japanese, not by its key. */
function inJapanese({ library }: Services, found: ReturnType<typeof differences>) {
  const japanese = library.town.phrasebook?.phrases.get('ja') ?? {};
  const shown = found.shown.map((one) => ({
    ...one,
    place: plainText(japanese[one.place] ?? one.place),
  }));
  return { ...found, shown };
}

async function page(
  services: Services,
  reply: FastifyReply,
  waiting: readonly Waiting[],
  problem?: string,
) {
  if (problem !== undefined) reply.code(422);
  const { errors, broken } =
    waiting.length === 0
      ? { errors: [], broken: [] }
      : await services.townDesk.check(...waiting.map(({ file }) => file));
  const hrefOf = (path: string) =>
    waiting.some(({ file }) => file.path === path) ? adminPaths.settingFile(path) : undefined;
  const own = errors.filter(({ file }) => hrefOf(file) !== undefined);
  const person = await peopleOf(services);
  const bars = waiting.flatMap(({ file }) => publishBar(reply.request, file) ?? []);
  return reply.officePage('admin/settings-phrases-together', {
    title: 'よく使う文をまとめて公開する',
    styles: ['admin-settings.css'],
    hasErrors: problem !== undefined,
    problem,
    back: PHRASES_URL,
    action: PHRASES_TOGETHER_URL,
    mark: markOf(waiting),
    // What definitions lack follows from what is wrong in the files themselves.
    errors: (own.length > 0 ? own : errors).map((one) => ({ ...one, href: hrefOf(one.file) })),
    broken: broken.map((id) => services.library.procedures.get(id)?.text('ja', 'title') ?? id),
    bars: [...new Set(bars)],
    isGood: errors.length + broken.length + bars.length === 0,
    files: await Promise.all(
      waiting.map(async ({ file: { path, content, note, by } }) => ({
        ...{ path, note, by: person(by), name: phraseFileName(services, path) },
        href: adminPaths.settingFile(path),
        differences: inJapanese(
          services,
          differences(services, path, await publishedText(services, path), content),
        ),
      })),
    ),
  });
}

/** All or nothing: one language that fails keeps back the others, too. */
async function publish(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { stores, townDesk, live, clock } = services;
  const waiting = await waitingPhrases(services);
  if (waiting.length === 0) return reply.redirect(PHRASES_TOGETHER_URL, 303);
  if (postedText(request, 'mark') !== markOf(waiting)) {
    return page(services, reply, waiting, CHANGED);
  }
  const files = waiting.map(({ file }) => file);
  const { errors, broken } = await townDesk.check(...files);
  const isBarred = files.some((file) => publishBar(request, file) !== undefined);
  if (errors.length + broken.length > 0 || isBarred) {
    return page(services, reply, waiting, '直すところがあります。何も公開していません。');
  }
  const at = clock.now();
  const by = request.staff?.login ?? '';
  const changes = waiting.map(({ file: { number: _number, ...file }, base }) => ({
    file: { ...file, by, at },
    base,
    audit: {
      at,
      actor: `staff:${by}`,
      action: 'town_file.published',
      subject: file.path,
      detail: {},
    },
  }));
  if (!(await stores.townFiles.publishTogether(changes))) {
    return page(services, reply, await waitingPhrases(services), CHANGED);
  }
  await live.refresh();
  return reply.redirect(`${PHRASES_URL}?said=published`, 303);
}

/** A phrase stands in eight files, and in none of them alone: what waits in all of them is published at once. */
export async function phrasesTogetherRoutes(
  app: FastifyInstance,
  services: Services,
): Promise<void> {
  const config = { staff: 'settings.manage' } as const;
  app.get(PHRASES_TOGETHER_URL, { config }, async (_request, reply) =>
    page(services, reply, await waitingPhrases(services)),
  );
  app.post(PHRASES_TOGETHER_URL, { config }, (request, reply) => publish(services, request, reply));
}
