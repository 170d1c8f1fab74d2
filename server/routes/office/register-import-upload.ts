import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import { COLUMN_NAMES, type Mapping } from '../../domain/register/register-columns.ts';
import type { RegisterDesk, RegisterReading } from '../../domain/register/register-desk.ts';
import { officePaths } from '../../http/office-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import { isCsrfValid } from '../../http/session.ts';
import { isDay, todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { openUpload, type UploadRequest } from '../attachments/upload-request.ts';
import { registerPage, type SentForm } from './register-import-page.ts';

/** Four million people are about six hundred. */
const MOST_BYTES = 1024 ** 3;
const HEADING_LETTERS = 60;

function sentForm(request: FastifyRequest): Omit<SentForm, 'problem'> {
  const typed = postedText(request);
  const named = COLUMN_NAMES.flatMap((column) => {
    const heading = typed(`heading_${column}`).trim().slice(0, HEADING_LETTERS);
    return heading === '' ? [] : [[column, heading] as const];
  });
  return { extractedOn: typed('extracted_on'), mapping: Object.fromEntries(named) as Mapping };
}

/** The form's own mistakes come first; then the file is kept, and read in the background. */
async function take(
  services: Services,
  desk: RegisterDesk,
  request: FastifyRequest,
  uploads: UploadRequest['uploads'],
): Promise<SentForm | RegisterReading> {
  const form = sentForm(request);
  if (!isDay(form.extractedOn) || form.extractedOn > todayInTokyo(services.clock.now())) {
    return { ...form, problem: 'extracted_on' };
  }
  for await (const { name: fileName, content } of uploads) {
    const importedBy = `staff:${request.staff?.login}`;
    const reading = await desk.take({ ...form, fileName, importedBy }, content, MOST_BYTES);
    if (reading === undefined) return { ...form, problem: 'too_large' };
    const { outcome } = reading;
    // Said at once beside what was typed, as long as somebody waits for it.
    return outcome?.result === 'file_refused' ? { ...form, problem: outcome.problem } : reading;
  }
  return { ...form, problem: 'no_file' };
}

/** A file comes in: read whole, it waits for somebody's yes; else it is said why not. */
export async function receiveRegister(
  services: Services,
  desk: RegisterDesk,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const upload = request.isMultipart() ? await openUpload(request, reply) : undefined;
  if (upload) request.body = upload.fields;
  try {
    if (!isCsrfValid(request)) throw new DomainError('form_expired');
    async function* nothing() {}
    const sent = await take(services, desk, request, upload?.uploads ?? nothing());
    if ('problem' in sent) return await registerPage(services, desk, reply, sent);
    return reply.redirect(officePaths.registerImport(sent.id), 303);
  } finally {
    await upload?.drain();
  }
}
