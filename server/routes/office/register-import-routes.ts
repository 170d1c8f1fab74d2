import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import { csvBytes, csvHead } from '../../domain/hand-over/csv.ts';
import { createRegisterDesk, type RegisterDesk } from '../../domain/register/register-desk.ts';
import type { RegisterImport, RegisterStore } from '../../domain/register/register-store.ts';
import { officePaths } from '../../http/office-paths.ts';
import type { Services } from '../../services.ts';
import { readingPage, registerImportPage, registerPage } from './register-import-page.ts';
import { receiveRegister } from './register-import-upload.ts';
import { problemWords } from './register-import-words.ts';

const config = { staff: 'register.import' } as const;
const IMPORT = '/office/register/imports/:id';

/** @throws DomainError page_not_found where this process has no extract */
function registerOf({ register }: Services): RegisterStore {
  if (register === null) throw new DomainError('page_not_found');
  return register;
}

async function importOf(register: RegisterStore, request: FastifyRequest): Promise<RegisterImport> {
  const found = await register.findImport((request.params as { id: string }).id);
  if (found === undefined) throw new DomainError('page_not_found');
  return found;
}

function note(
  { stores, clock }: Services,
  request: FastifyRequest,
  action: `register.${string}`,
  { id, rows }: RegisterImport,
) {
  const actor = `staff:${request.staff?.login}`;
  return stores.audit.append({ at: clock.now(), actor, action, subject: id, detail: { rows } });
}

async function takeOver(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const register = registerOf(services);
  const one = await importOf(register, request);
  const now = services.clock.now();
  if (await register.takeOver(one.id, now)) {
    await note(services, request, 'register.imported', one);
    // Nobody waits for it; what is left is removed after the next one.
    register
      .removeReplaced(now)
      .catch((error: unknown) => request.log.error({ err: error }, 'old rows were not removed'));
  }
  return reply.redirect(officePaths.register(), 303);
}

async function discard(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const register = registerOf(services);
  const one = await importOf(register, request);
  if (one.state === 'waiting') {
    await register.discard(one.id);
    await note(services, request, 'register.discarded', one);
  }
  return reply.redirect(officePaths.register(), 303);
}

/** The list for whoever makes the file: lines and reasons, no value of anybody. */
async function sendProblems(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { problems } = await importOf(registerOf(services), request);
  const lines = problems.map((one) => {
    const { column, mend } = problemWords(one);
    return [String(one.line), column, mend];
  });
  const head = csvHead(['行', '見出し', '直し方'], 'utf8');
  return reply
    .type('text/csv; charset=utf-8')
    .header('Content-Disposition', 'attachment; filename="register-problems.csv"')
    .send(Buffer.concat([head, csvBytes(lines, 'utf8').bytes]));
}

/** undefined where this process has no extract. */
function openDesk(services: Services, app: FastifyInstance): RegisterDesk | undefined {
  const { register, registerSpool: spool, clock, stores } = services;
  if (register === null) return undefined;
  return createRegisterDesk({
    register,
    spool,
    clock,
    async onRead(outcome, actor) {
      if (outcome.result === 'file_refused') return;
      const detail = { status: outcome.result };
      const what = { action: 'register.file_read', subject: outcome.importId, detail };
      await stores.audit.append({ at: clock.now(), actor, ...what });
    },
    onError: (error, importId) =>
      app.log.error({ err: error, importId }, 'an extract of the register was not read'),
  });
}

/** 住民情報: a new extract of the resident register is read, looked at, and takes the place of the last one. */
export async function registerImportRoutes(app: FastifyInstance, services: Services) {
  const desk = openDesk(services, app);
  app.addHook('onClose', async () => {
    await desk?.close();
    await services.register?.close();
  });
  await app.register(async (scope) => {
    await scope.register(multipart);
    scope.get(officePaths.register(), { config }, (_request, reply) =>
      registerPage(services, desk, reply),
    );
    scope.post(
      officePaths.register(),
      { config: { ...config, csrf: 'own' as const } },
      (request, reply) => {
        if (desk === undefined) throw new DomainError('page_not_found');
        return receiveRegister(services, desk, request, reply);
      },
    );
  });
  app.get(IMPORT, { config }, async (request, reply) => {
    const register = registerOf(services);
    const reading = desk?.readingOf((request.params as { id: string }).id);
    const isRead = reading?.outcome && 'importId' in reading.outcome;
    if (reading && !isRead) return readingPage(reply, reading);
    const one = await importOf(register, request);
    if (one.state === 'waiting') await note(services, request, 'register.import_viewed', one);
    return registerImportPage(register, reply, one);
  });
  app.get(`${IMPORT}/problems.csv`, { config }, (request, reply) =>
    sendProblems(services, request, reply),
  );
  app.post(`${IMPORT}/take-over`, { config }, (request, reply) =>
    takeOver(services, request, reply),
  );
  app.post(`${IMPORT}/discard`, { config }, (request, reply) => discard(services, request, reply));
}
