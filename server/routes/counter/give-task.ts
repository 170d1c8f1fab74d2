import type { FastifyReply, FastifyRequest } from 'fastify';
import { makeCodeToPhone } from '../../domain/counter/hand-over-code.ts';
import { htmlLang } from '../../domain/procedures/locale.ts';
import { counterPaths } from '../../http/counter-paths.ts';
import { paths } from '../../http/paths.ts';
import type { Words } from '../../http/words.ts';
import type { Services } from '../../services.ts';
import { qrSvg } from '../apply/done-view.ts';
import { procedureText } from '../apply/procedure-text.ts';
import { clockTime } from '../hand-over/hand-over-view.ts';
import { here } from './sittings-routes.ts';

/** What the resident reads, and staff beside it. */
function saying(words: Words, address: string, time: string) {
  return {
    lang: htmlLang(words.locale),
    title: words.t('hand_over:give_title'),
    text: words.t('hand_over:give_text'),
    byHand: words.t('hand_over:give_code', { address }),
    until: words.t('hand_over:code_until', { time }),
    own: words.t('hand_over:take_own'),
  };
}

/** Turned to the resident: a QR code that their phone opens. View: `counter/give`. */
export async function giveTask(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { sitting, staff } = here(request);
  const { task: taskId } = request.params as { task: string };
  const { stores, clock, config, library } = services;
  const task = (await stores.sittings.tasks(sitting.id)).find(({ id }) => id === taskId);
  // Sent or given away in the meantime: the list says so.
  if (task?.state !== 'begun' || task.draftId === null) {
    return reply.redirect(counterPaths.sitting(sitting.id), 303);
  }
  const given = { sittingId: sitting.id, taskId, draftId: task.draftId, staffLogin: staff.login };
  const { code, expiresAt } = await makeCodeToPhone(stores, clock, given);
  const { locale } = sitting;
  const words = services.words(locale);
  const procedure = library.procedures.get(task.procedureId);
  const address = config.publicUrl + paths.handOverTake(locale);
  const time = clockTime(expiresAt);
  return reply.counterPage('counter/give', {
    title: 'スマートフォンに渡す',
    styles: ['form.css', 'counter-scan.css'],
    scripts: ['once.js'],
    taskId,
    procedure: procedure && procedureText(procedure, words, 'title'),
    qr: await qrSvg(
      config.publicUrl + paths.handOverTake(locale, code),
      words.plain('hand_over:give_qr'),
    ),
    code,
    resident: saying(words, address, time),
    staff: locale === 'ja' ? undefined : saying(services.words('ja'), address, time),
  });
}
