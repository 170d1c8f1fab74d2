import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import { MOST_BYTES } from '../../domain/translations/exchange-file.ts';
import { takeTranslations } from '../../domain/translations/take-translations.ts';
import { writeTranslations } from '../../domain/translations/write-translations.ts';
import { adminPaths } from '../../http/admin-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import { isCsrfValid } from '../../http/session.ts';
import type { Services } from '../../services.ts';
import { openUpload, type UploadRequest } from '../attachments/upload-request.ts';
import { atDesk, type BuilderDesk, EDIT } from './builder-desk.ts';
import { languageOf, unitsAt, writingDesk } from './translations-desk.ts';
import { languageView } from './translations-view.ts';

interface SentFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** The first file that was chosen; one byte more than allowed is enough to refuse it. */
async function firstFile({ uploads }: UploadRequest): Promise<SentFile | undefined> {
  for await (const { name, content } of uploads) {
    const parts: Uint8Array[] = [];
    let length = 0;
    for await (const part of content) {
      parts.push(part);
      length += part.length;
      if (length > MOST_BYTES) break;
    }
    return { name, bytes: Buffer.concat(parts) };
  }
  return undefined;
}

const NO_FILE = {
  line: 0,
  message: 'ファイルが選ばれていません。',
  mend: '「ファイルを選ぶ」で、翻訳者から届いたファイルを選んでください。',
};
const CHANGED = {
  line: 0,
  message: 'ほかの人が先にこの版を変えました。',
  mend: 'もう一度、同じファイルを入れてください。',
};
const NOT_A_DRAFT = {
  line: 0,
  message: 'この版は作成中ではありません。',
  mend: '新しい版を作ってから、入れてください。',
};

/** Good rows are written as one step; with a finding nothing is, unless the rest was asked for. */
async function takeFile(
  desk: BuilderDesk,
  request: FastifyRequest,
  reply: FastifyReply,
  file: SentFile | undefined,
) {
  const { services, version } = desk;
  const locale = languageOf(services, request);
  const units = await unitsAt(desk, locale);
  if (units === undefined) throw new DomainError('page_not_found');
  const answer = async (upload: Parameters<typeof languageView>[3]['upload']) => {
    reply.code(422);
    const view = await languageView(desk, locale, units, { ...(upload && { upload }) });
    return reply.officePage('admin/translations-language', view);
  };
  if (!file) return answer({ refused: NO_FILE });
  const format = /\.(xlf|xliff|xml)$/i.test(file.name) ? 'xlf' : 'csv';
  const taken = takeTranslations(
    file.bytes,
    format,
    locale,
    units,
    services.library.town.phrasebook,
  );
  if ('refused' in taken) return answer(taken);
  const skips = postedText(request)('skip') === 'yes';
  if (taken.findings.length > 0 && !skips) return answer(taken);
  const outcome = await writeTranslations(
    writingDesk(desk, request),
    version,
    locale,
    units,
    taken.texts,
    'human',
  );
  if (outcome.kind === 'written') {
    const query = new URLSearchParams({ said: 'imported', done: String(outcome.count) });
    return reply.redirect(`${adminPaths.translations(version.id, locale)}?${query}`, 303);
  }
  if (outcome.kind !== 'refused') {
    return answer({ refused: outcome.kind === 'conflict' ? CHANGED : NOT_A_DRAFT });
  }
  const findings = [...outcome.problems].flatMap(([key, problems]) =>
    problems.map((problem) => ({ line: 0, key, ...problem })),
  );
  return answer({ ...taken, findings });
}

/** A translator's file comes back. */
export async function translationsUploadRoutes(
  app: FastifyInstance,
  services: Services,
  url: string,
): Promise<void> {
  await app.register(async (scope) => {
    await scope.register(multipart);
    scope.post(
      url,
      { config: { ...EDIT, csrf: 'own' as const } },
      atDesk(services, async (desk, request, reply) => {
        const upload = request.isMultipart() ? await openUpload(request, reply) : undefined;
        if (upload) request.body = upload.fields;
        try {
          if (!isCsrfValid(request)) throw new DomainError('form_expired');
          return await takeFile(desk, request, reply, upload && (await firstFile(upload)));
        } finally {
          await upload?.drain();
        }
      }),
    );
  });
}
