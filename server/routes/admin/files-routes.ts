import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ZipFile } from 'yazl';
import type { Edit } from '../../domain/builder/edit.ts';
import { isDefinitionFile } from '../../domain/builder/file-names.ts';
import { importFiles, type UploadedFile } from '../../domain/builder/import-files.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Finding } from '../../domain/procedures/procedure.ts';
import { adminPaths } from '../../http/admin-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import type { Services } from '../../services.ts';
import { atDesk, type BuilderDesk, EDIT, READ } from './builder-desk.ts';
import { checkedDraft } from './builder-findings.ts';
import { saveEdits } from './builder-save.ts';
import { withUploads } from './definition-upload.ts';
import { filesView, fileView } from './files-view.ts';

/** Japanese letters are nine times as long in a form as in a file. */
const BODY_LIMIT = 5 * 1024 * 1024;

const CHANGED =
  'ほかの人が先にこの版を変えました。下のあなたの文を保存すると、このファイルは置き換わります。';
const NOT_A_DRAFT = 'この版は作成中ではないので、変えられません。新しい版を作ってください。';

function fileOf(request: FastifyRequest): string {
  const { file } = request.params as { file: string };
  if (!isDefinitionFile(file)) throw new DomainError('page_not_found');
  return file;
}

function findingsOf(desk: BuilderDesk): readonly Finding[] {
  return checkedDraft(desk.services, desk).findings;
}

async function showFile(desk: BuilderDesk, request: FastifyRequest, reply: FastifyReply) {
  const file = fileOf(request);
  const text = desk.version.files[file];
  if (text === undefined) throw new DomainError('page_not_found');
  const { download, said } = request.query as { download?: unknown; said?: unknown };
  if (download !== undefined) {
    const name = file === 'definition.yaml' ? `${desk.version.procedureId}.yaml` : file;
    return reply
      .type('application/yaml; charset=utf-8')
      .header('content-disposition', `attachment; filename="${name}"`)
      .send(text);
  }
  return reply.officePage(
    'admin/file',
    fileView(desk, {
      file,
      text,
      revision: desk.version.revision,
      findings: findingsOf(desk),
      ...(said === 'saved' && { said: '保存しました。' }),
    }),
  );
}

/** Browsers send every line end as CRLF; the file keeps the line ends that it had. */
function asWritten(typed: string, old: string): string {
  const text = typed.replaceAll('\r\n', '\n');
  const lines = old.includes('\r\n') ? text.replaceAll('\n', '\r\n') : text;
  return lines === '' || lines.endsWith('\n') ? lines : `${lines}\n`;
}

async function saveFile(desk: BuilderDesk, request: FastifyRequest, reply: FastifyReply) {
  const { version } = desk;
  const file = fileOf(request);
  const posted = postedText(request);
  const old = version.files[file];
  if (old === undefined) throw new DomainError('page_not_found');
  const text = asWritten(posted('text'), old);
  const again = (told: { refused?: readonly Finding[]; problem?: string }) => {
    reply.code(422);
    const shown = { file, text, revision: version.revision, findings: [], ...told };
    return reply.officePage('admin/file', fileView(desk, shown));
  };
  if (!desk.canEdit) return again({ problem: NOT_A_DRAFT });
  if (posted('revision') !== String(version.revision) && text !== old)
    return again({ problem: CHANGED });
  const edits: readonly Edit[] = text === old ? [] : [{ kind: 'file', file, text }];
  const saved = await saveEdits(desk, request, edits);
  if (saved.kind === 'refused') return again({ refused: saved.findings });
  if (saved.kind !== 'saved')
    return again({ problem: saved.kind === 'conflict' ? CHANGED : NOT_A_DRAFT });
  return reply.redirect(`${adminPaths.file(version.id, file)}?said=saved`, 303);
}

/** Files of that version come back from a text editor: all of them, or none. */
async function takeFiles(
  desk: BuilderDesk,
  request: FastifyRequest,
  reply: FastifyReply,
  uploads: readonly UploadedFile[],
) {
  const refuse = (findings: readonly Finding[]) => {
    reply.code(422);
    return reply.officePage('admin/files', filesView(desk, { findings }));
  };
  const told = (message: string, mend: string): readonly Finding[] => [
    { level: 'error', file: '', line: 0, code: 'not_taken', message, mend },
  ];
  if (!desk.canEdit) return refuse(told(NOT_A_DRAFT, ''));
  const imported = importFiles(uploads);
  if (imported.kind === 'refused') return refuse(imported.findings);
  const edits = Object.entries(imported.files)
    .filter(([file, text]) => desk.version.files[file] !== text)
    .map(([file, text]): Edit => ({ kind: 'file', file, text }));
  const saved = await saveEdits(desk, request, edits);
  if (saved.kind === 'refused') return refuse(saved.findings);
  if (saved.kind !== 'saved')
    return refuse(
      told('ほかの人が先にこの版を変えました。', 'もう一度、同じファイルを入れてください。'),
    );
  return reply.redirect(`${adminPaths.files(desk.version.id)}?said=${edits.length}`, 303);
}

function saidOf(request: FastifyRequest): { readonly said?: string } {
  const { said } = request.query as { said?: unknown };
  const count = typeof said === 'string' && /^\d{1,3}$/.test(said) ? Number(said) : undefined;
  if (count === undefined) return {};
  return {
    said: count === 0 ? '変わったところはありませんでした。' : `${count}個のファイルを入れました。`,
  };
}

/** All files of the version as one archive, as they are. */
function sendArchive({ version }: BuilderDesk, reply: FastifyReply) {
  const zip = new ZipFile();
  const options = { mtime: version.changedAt, compress: true };
  for (const [file, text] of Object.entries(version.files)) {
    if (isDefinitionFile(file))
      zip.addBuffer(Buffer.from(text), `${version.procedureId}/${file}`, options);
  }
  zip.end();
  return reply
    .type('application/zip')
    .header(
      'content-disposition',
      `attachment; filename="${version.procedureId}-${version.number}.zip"`,
    )
    .send(zip.outputStream);
}

/** A version's files as text: read, edited, taken out and put in again. */
export async function filesRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const files = '/admin/versions/:version/files';
  app.get(
    files,
    { config: READ },
    atDesk(services, (desk, request, reply) =>
      reply.officePage('admin/files', filesView(desk, saidOf(request))),
    ),
  );
  app.get(`${files}/:file`, { config: READ }, atDesk(services, showFile));
  app.post(`${files}/:file`, { config: EDIT, bodyLimit: BODY_LIMIT }, atDesk(services, saveFile));
  app.get(
    '/admin/versions/:version/export',
    { config: READ },
    atDesk(services, async (desk, _request, reply) => sendArchive(desk, reply)),
  );
  await app.register(async (scope) => {
    await scope.register(multipart);
    scope.post(
      files,
      { config: { ...EDIT, csrf: 'own' as const } },
      atDesk(services, (desk, request, reply) =>
        withUploads(request, reply, (uploads) => takeFiles(desk, request, reply, uploads)),
      ),
    );
  });
}
