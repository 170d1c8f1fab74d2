import type { FastifyReply } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import { addMonths, todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { procedurePlain } from '../apply/procedure-text.ts';
import { linksView } from './links-view.ts';

const MONTHS = 12;

/** What was done just now, by the word in the address. */
const SAID: Readonly<Record<string, string>> = {
  made: 'アドレスを作りました。ポスターを開いて、印刷できます。',
  ended: 'アドレスを止めました。もう使えません。',
};

/** @throws DomainError page_not_found */
export function procedureIn({ library }: Services, id: string): Procedure {
  const procedure = library.procedures.get(id);
  if (procedure === undefined) throw new DomainError('page_not_found');
  return procedure;
}

/** The addresses of a procedure with how often each was opened in twelve months. */
export async function linksPage(
  services: Services,
  reply: FastifyReply,
  procedure: Procedure,
  typed?: { readonly place: string; readonly source: string },
) {
  const { stores, clock, formCounter } = services;
  await formCounter.flush();
  const to = todayInTokyo(clock.now()).slice(0, 7);
  const from = addMonths(`${to}-01`, 1 - MONTHS).slice(0, 7);
  const view = linksView(services, {
    procedure,
    name: procedurePlain(procedure, services.words('ja'), 'title'),
    links: await stores.shortLinks.list(procedure.id),
    counts: await stores.formCounts.read(procedure.id, from, to),
    ...(typed && { typed }),
  });
  const { done } = reply.request.query as { done?: unknown };
  const said = typeof done === 'string' && Object.hasOwn(SAID, done) ? SAID[done] : undefined;
  return reply.officePage('admin/links', { ...view, said });
}
