import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import {
  changesOf,
  type InventoryDifferences,
  inventoryDifferences,
} from '../../domain/inventory/inventory-differences.ts';
import { inventoryText, readInventoryCsv } from '../../domain/inventory/read-inventory-csv.ts';
import { adminPaths } from '../../http/admin-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import { isCsrfValid } from '../../http/session.ts';
import type { Services } from '../../services.ts';
import { openUpload } from '../attachments/upload-request.ts';
import {
  differencesView,
  FILE_PROBLEMS,
  type FileProblem,
  problemView,
} from './inventory-import-view.ts';
import { inventoryKnown } from './inventory-known.ts';
import { packText, unpackText } from './packed-text.ts';

const config = { staff: 'inventory.manage' } as const;
const MOST_BYTES = 2 * 1024 * 1024;

interface Shown {
  readonly problem?: FileProblem;
  readonly lacking?: string;
  readonly differences?: InventoryDifferences;
  readonly problems?: ReturnType<typeof problemView>[];
  readonly packed?: string;
}

function importPage(services: Services, reply: FastifyReply, shown: Shown = {}) {
  const { problem, lacking, differences, problems = [], packed } = shown;
  const isWrong = problem !== undefined || problems.length > 0;
  if (isWrong) reply.code(422);
  return reply.officePage('admin/inventory-import', {
    title: '棚卸しのファイルを取り込む',
    styles: ['office-account.css', 'admin-indicators.css'],
    hasErrors: isWrong,
    error: problem && FILE_PROBLEMS[problem](lacking ?? ''),
    problems,
    shown: differences && differencesView(services, differences),
    packed,
    action: adminPaths.inventoryImport(),
    apply: `${adminPaths.inventoryImport()}/apply`,
    back: adminPaths.inventory(),
  });
}

/** What a text would do; shown, or what is wrong with it. */
async function preview(services: Services, text: string): Promise<Shown> {
  const file = readInventoryCsv(text, inventoryKnown(services));
  if ('refused' in file) {
    return { problem: file.refused, ...(file.lacking && { lacking: file.lacking }) };
  }
  if (file.problems.length > 0) return { problems: file.problems.map(problemView) };
  const packed = packText(text);
  if (packed === undefined) return { problem: 'too_many' };
  const entries = await services.stores.inventory.list();
  return { differences: inventoryDifferences(entries, file.rows), packed };
}

/** @returns undefined when it is too large; nothing more of it is read then */
async function readAll(content: AsyncIterable<Uint8Array>): Promise<Buffer | undefined> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of content) {
    bytes += part.length;
    if (bytes > MOST_BYTES) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

async function receive(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const upload = request.isMultipart() ? await openUpload(request, reply) : undefined;
  if (upload) request.body = upload.fields;
  try {
    if (!isCsrfValid(request)) throw new DomainError('form_expired');
    for await (const { content } of upload?.uploads ?? []) {
      const bytes = await readAll(content);
      if (bytes === undefined) return await importPage(services, reply, { problem: 'too_large' });
      return await importPage(services, reply, await preview(services, inventoryText(bytes)));
    }
    return await importPage(services, reply, { problem: 'no_file' });
  } finally {
    await upload?.drain();
  }
}

/** The same file is read again: between the preview and the yes somebody may have changed an entry. */
async function takeOver(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { stores, clock } = services;
  const posted = postedText(request);
  const text = unpackText(posted('file'));
  if (text === undefined) return importPage(services, reply, { problem: 'no_file' });
  const shown = await preview(services, text);
  const { differences } = shown;
  if (differences === undefined) return importPage(services, reply, shown);
  const removed = posted('missing') === 'remove' ? differences.missing.map(({ id }) => id) : [];
  const by = { actor: `staff:${request.staff?.login ?? ''}` as const, at: clock.now() };
  await stores.inventory.apply({ changes: changesOf(differences), removed, from: 'file' }, by);
  return reply.redirect(adminPaths.inventory(), 303);
}

/** A file is looked at first, and taken over when somebody says so. */
export async function inventoryImportRoutes(app: FastifyInstance, services: Services) {
  const own = { config: { ...config, csrf: 'own' as const } };
  await app.register(async (scope) => {
    await scope.register(multipart);
    scope.get(adminPaths.inventoryImport(), { config }, (_request, reply) =>
      importPage(services, reply),
    );
    scope.post(adminPaths.inventoryImport(), own, (request, reply) =>
      receive(services, request, reply),
    );
  });
  app.post(`${adminPaths.inventoryImport()}/apply`, { config }, (request, reply) =>
    takeOver(services, request, reply),
  );
}
