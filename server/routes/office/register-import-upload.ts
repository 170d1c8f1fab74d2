import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import { importRegister, type ReadOutcome } from '../../domain/register/import-register.ts';
import { COLUMN_NAMES, type Mapping } from '../../domain/register/register-columns.ts';
import type { RegisterStore } from '../../domain/register/register-store.ts';
import { officePaths } from '../../http/office-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import { isCsrfValid } from '../../http/session.ts';
import { isDay, todayInTokyo } from '../../lib/jst-date.ts';
import { createPacer } from '../../lib/pacer.ts';
import type { Services } from '../../services.ts';
import { openUpload, type UploadRequest } from '../attachments/upload-request.ts';
import { registerPage, type SentForm } from './register-import-page.ts';

/** Four million people are about six hundred. */
const MOST_BYTES = 1024 ** 3;
const HEADING_LETTERS = 60;

/** More than that is no extract; the reading stops there. */
class TooLarge extends Error {
  override readonly name = 'TooLarge';
}

async function* limited(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const part of content) {
    bytes += part.length;
    if (bytes > MOST_BYTES) throw new TooLarge('The file is too large.');
    yield part;
  }
}

function sentForm(request: FastifyRequest): Omit<SentForm, 'problem'> {
  const typed = postedText(request);
  const named = COLUMN_NAMES.flatMap((column) => {
    const heading = typed(`heading_${column}`).trim().slice(0, HEADING_LETTERS);
    return heading === '' ? [] : [[column, heading] as const];
  });
  return { extractedOn: typed('extracted_on'), mapping: Object.fromEntries(named) as Mapping };
}

/** What is wrong with the form itself, before the file is looked at. */
async function answer(
  services: Services,
  register: RegisterStore,
  request: FastifyRequest,
  uploads: UploadRequest['uploads'],
): Promise<SentForm | ReadOutcome> {
  const { clock } = services;
  const form = sentForm(request);
  const at = clock.now();
  if (!isDay(form.extractedOn) || form.extractedOn > todayInTokyo(at)) {
    return { ...form, problem: 'extracted_on' };
  }
  for await (const { name: fileName, content } of uploads) {
    const importedBy = `staff:${request.staff?.login}`;
    const file = { ...form, fileName, content: limited(content), importedBy, at };
    try {
      const outcome = await importRegister(register, file, createPacer());
      if (outcome.result !== 'file_refused') return outcome;
      return { ...form, problem: outcome.problem };
    } catch (error) {
      if (error instanceof TooLarge) return { ...form, problem: 'too_large' };
      throw error;
    }
  }
  return { ...form, problem: 'no_file' };
}

/** A file comes in: read whole, it waits for somebody's yes; else it is said why not. */
export async function receiveRegister(
  services: Services,
  register: RegisterStore,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const upload = request.isMultipart() ? await openUpload(request, reply) : undefined;
  if (upload) request.body = upload.fields;
  try {
    if (!isCsrfValid(request)) throw new DomainError('form_expired');
    async function* nothing() {}
    const sent = await answer(services, register, request, upload?.uploads ?? nothing());
    if (!('importId' in sent)) return await registerPage(services, reply, sent as SentForm);
    await services.stores.audit.append({
      at: services.clock.now(),
      actor: `staff:${request.staff?.login}`,
      action: 'register.file_read',
      subject: sent.importId,
      detail: { status: sent.result },
    });
    return reply.redirect(officePaths.registerImport(sent.importId), 303);
  } finally {
    await upload?.drain();
  }
}
