import { existsSync } from 'node:fs';
import { join } from 'node:path';
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { importFiles, type UploadedFile } from '../../domain/builder/import-files.ts';
import {
  blankDefinition,
  LONGEST_ID,
  PROCEDURE_ID,
  startFrom,
} from '../../domain/builder/starting-points.ts';
import { readDefinition } from '../../domain/procedures/load-library.ts';
import type { DefinitionSources } from '../../domain/procedures/procedure.ts';
import { readSource } from '../../domain/procedures/source-file.ts';
import { beginVersion } from '../../domain/versions/begin-version.ts';
import type { VersionOrigin } from '../../domain/versions/version.ts';
import { adminPaths } from '../../http/admin-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import type { Services } from '../../services.ts';
import { withUploads } from './definition-upload.ts';
import {
  newProcedureView,
  type StartProblems,
  shippedIds,
  type TypedStart,
} from './new-procedure-view.ts';

const config = { staff: 'procedures.manage' } as const;
const LONGEST_TITLE = 100;

interface Start {
  readonly id: string;
  readonly origin: VersionOrigin;
  readonly files: DefinitionSources;
}

function typedStart(request: FastifyRequest): TypedStart {
  const posted = postedText(request);
  const text = (name: string) => posted(name).trim();
  return {
    from: text('from'),
    shipped: text('shipped'),
    // ＡＢＣ＿１ and "abc 1", as somebody types them who writes Japanese.
    id: text('id')
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[\s_ー－‐―]+/g, '-'),
    title: text('title'),
    section: text('section'),
  };
}

async function isTaken(
  { library, stores, config: { proceduresDir } }: Services,
  id: string,
): Promise<boolean> {
  if (library.procedures.has(id) || library.broken.has(id)) return true;
  if (existsSync(join(proceduresDir, id))) return true;
  return (await stores.versions.list({ procedureId: id })).length > 0;
}

async function problemOfId(services: Services, id: string): Promise<string | undefined> {
  if (!PROCEDURE_ID.test(id) || id.length > LONGEST_ID) {
    return '小文字の英字、数字、「-」で入れてください。ローマ字でもかまいません。例：bicycle-parking、zeimu-shomei';
  }
  return (await isTaken(services, id))
    ? 'この名前は、もう使われています。別の名前を入れてください。'
    : undefined;
}

/** What is missing in what was typed, by field. */
async function problemsOf(services: Services, typed: TypedStart): Promise<StartProblems['errors']> {
  const { sections } = services.library.municipality;
  const id = await problemOfId(services, typed.id);
  const isTooLong = typed.title.length > LONGEST_TITLE;
  return {
    ...(typed.from === 'shipped' &&
      !shippedIds(services).includes(typed.shipped) && { shipped: '手続きを選んでください。' }),
    ...(typed.title === '' && {
      title: '手続きの名前を入れてください。例：自転車駐輪場の利用申込',
    }),
    ...(isTooLong && { title: `${LONGEST_TITLE}文字までで入れてください。` }),
    ...(id !== undefined && { id }),
    ...(!Object.hasOwn(sections, typed.section) && { section: '担当の課を選んでください。' }),
  };
}

async function typedFiles(services: Services, typed: TypedStart): Promise<Start | StartProblems> {
  const errors = await problemsOf(services, typed);
  if (Object.keys(errors).length > 0) return { errors };
  const { id, from } = typed;
  if (from !== 'shipped') return { id, origin: 'blank', files: blankDefinition(typed) };
  const files = startFrom(readDefinition(services.config.proceduresDir, typed.shipped), typed);
  return files
    ? { id, origin: 'shipped', files }
    : { errors: { shipped: 'この手続きからは作れません。別の手続きを選んでください。' } };
}

/** A file says itself which procedure it is; of one that there is, it becomes a new version. */
function fromFile(uploads: readonly UploadedFile[]): Start | StartProblems {
  if (uploads.length === 0) return { errors: { file: 'ファイルを選んでください。' } };
  const imported = importFiles(uploads);
  if (imported.kind === 'refused') return { errors: {}, findings: imported.findings };
  const { files } = imported;
  const { data } = readSource('definition.yaml', files['definition.yaml'] ?? '').source;
  const { id } = (data ?? {}) as { id?: unknown };
  if (files['definition.yaml'] === undefined) {
    return {
      errors: { file: 'definition.yaml がありません。手続きの定義のファイルを選んでください。' },
    };
  }
  return typeof id === 'string' && PROCEDURE_ID.test(id) && id.length <= LONGEST_ID
    ? { id, origin: 'file', files }
    : {
        errors: {
          file: 'ファイルの1行目に「id: 名前」を、小文字の英字で書いてください。例：id: bicycle-parking',
        },
      };
}

async function begin(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  uploads: readonly UploadedFile[],
) {
  const typed = typedStart(request);
  const start = typed.from === 'file' ? fromFile(uploads) : await typedFiles(services, typed);
  if ('errors' in start) {
    reply.code(422);
    return reply.officePage('admin/new-procedure', newProcedureView(services, typed, start));
  }
  const { stores, clock, library } = services;
  const draft = await beginVersion(
    { versions: stores.versions, clock },
    {
      procedureId: start.id,
      origin: start.origin,
      files: start.files,
      by: request.staff?.login ?? '',
    },
    undefined,
    library.town.phrasebook,
  );
  return reply.redirect(adminPaths.version(draft.id), 303);
}

const NOTHING: TypedStart = { from: 'shipped', shipped: '', id: '', title: '', section: '' };

/** A new procedure: from one of the shipped, from a blank, from a file. */
export async function newProcedureRoutes(app: FastifyInstance, services: Services): Promise<void> {
  app.get(adminPaths.newProcedure(), { config }, (_request, reply) =>
    reply.officePage('admin/new-procedure', newProcedureView(services, NOTHING)),
  );
  await app.register(async (scope) => {
    await scope.register(multipart);
    scope.post(
      adminPaths.newProcedure(),
      { config: { ...config, csrf: 'own' as const } },
      (request, reply) =>
        withUploads(request, reply, (uploads) => begin(services, request, reply, uploads)),
    );
  });
}
