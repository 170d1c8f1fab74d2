import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import { counterPaths } from '../../http/counter-paths.ts';
import { officePaths } from '../../http/office-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import { normaliseReceiptNumber } from '../../lib/access-code.ts';
import type { Services } from '../../services.ts';
import { procedurePlain } from '../apply/procedure-text.ts';
import { blankForm } from './blank-form.ts';
import { languageInJapanese } from './queue-words.ts';

interface Asked {
  readonly typed: string;
  readonly error?: string;
}

/** All procedures with their blank paper in each language, and a number to print again. */
async function show(services: Services, reply: FastifyReply, asked: Asked = { typed: '' }) {
  const { library, words } = services;
  const { sections, languages } = library.municipality;
  const papers = [...library.procedures.values()].map((procedure) => ({
    title: procedurePlain(procedure, words('ja'), 'title'),
    section: procedure.section,
    links: languages.map((locale) => ({
      href: counterPaths.paper(procedure.id, locale),
      name: locale === 'ja' ? '日本語だけ' : languageInJapanese(services, locale),
    })),
  }));
  const groups = Object.entries(sections).map(([key, { name }]) => ({
    key,
    name: name['ja'] ?? key,
    papers: papers.filter(({ section }) => section === key),
  }));
  return reply.counterPage('counter/paper', {
    title: '紙の様式',
    styles: ['counter-paper.css'],
    hasErrors: asked.error !== undefined,
    groups: groups.filter(({ papers: own }) => own.length > 0),
    ...asked,
  });
}

async function print(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { id } = request.params as { id: string };
  const { language } = request.query as { language?: string };
  const procedure = services.library.procedures.get(id);
  if (procedure === undefined) throw new DomainError('procedure_not_found');
  const isSpoken = services.library.municipality.languages.includes(language ?? '');
  const document = blankForm(services, procedure, isSpoken && language ? language : 'ja');
  const pdf = await services.formPrinter.print(document);
  return reply
    .type('application/pdf')
    .header('Content-Disposition', `inline; filename="${id}-blank.pdf"`)
    .send(Buffer.from(pdf));
}

/** What was sent is printed again where its case is: the office asks who may see it, and notes it. */
async function printAgain(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const typed = postedText(request)('number').trim();
  const number = normaliseReceiptNumber(typed);
  const id = number === '' ? undefined : await services.stores.cases.idOfNumber(number);
  if (id !== undefined) return reply.redirect(officePaths.casePdf(id), 303);
  const error =
    typed === ''
      ? '受付番号を入力してください。例：2611-4821-9035'
      : 'その受付番号の申請は見つかりません。番号をもう一度確かめてください。';
  return show(services, reply.code(422), { typed, error });
}

/** Paper for when the system or the line is down, to be printed ahead in any number. */
export async function paperRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'counter.work', counter: 'tablet' } as const;
  app.get(counterPaths.papers(), { config }, (_request, reply) => show(services, reply));
  app.post(counterPaths.papers(), { config }, (request, reply) =>
    printAgain(services, request, reply),
  );
  app.get('/counter/paper/:id', { config }, (request, reply) => print(services, request, reply));
}
