import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import { isEntered } from '../../domain/indicators/declaration.ts';
import { readTyped, type TypedProblems } from '../../domain/indicators/typed-figure.ts';
import { drawOnce } from '../../drawn-figures.ts';
import { adminPaths } from '../../http/admin-paths.ts';
import { paths } from '../../http/paths.ts';
import { postedText } from '../../http/posted-text.ts';
import { loadIndicators } from '../../indicator-desk.ts';
import { formatJstMoment } from '../../lib/japanese-calendar.ts';
import { fiscalYear, todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { figureDetail, figureRow } from './indicator-view.ts';
import { japaneseYear } from './japanese-year.ts';
import { peopleOf } from './settings/proposal-words.ts';

const ROUTE = '/admin/indicators/:id';
/** This fiscal year and the nine before it. */
const YEARS = 10;

const PROBLEMS: Readonly<Record<keyof TypedProblems, string>> = {
  fiscalYear: '年度を選んでください。',
  value: '数を入力してください。例：1,234、45.5',
  note: 'どこからの数かを入力してください。300文字までです。例：生涯学習課の記録',
};

type Params = { readonly id: string };

const yearsOf = ({ clock }: Services) => {
  const now = fiscalYear(todayInTokyo(clock.now()));
  return Array.from({ length: YEARS }, (_, ago) => now - ago);
};

/** The same for whoever reads it; a recount counts as a change of the figures. */
async function dashboardParts(services: Services) {
  const loaded = await loadIndicators(services);
  return drawOnce(loaded, 'dashboard', async () => {
    const last = await services.stores.indicatorCounts.lastRecount();
    return {
      rows: loaded.figures.map((figure) => figureRow(figure, services.words('ja'))),
      recount: last && {
        at: formatJstMoment(last.at, 'ja'),
        compared: last.compared.toLocaleString('ja-JP'),
        differences: last.differences.length,
      },
    };
  });
}

async function dashboard(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { rows, recount } = await dashboardParts(services);
  return reply.officePage('admin/indicators', {
    title: '計画の数字',
    styles: ['office-account.css', 'admin-indicators.css', 'chart.css'],
    year: japaneseYear(fiscalYear(todayInTokyo(services.clock.now()))),
    rows,
    mayEnter: request.staffMay('inventory.manage'),
    public: paths.indicators('ja'),
    report: adminPaths.indicatorReport(),
    recount,
  });
}

async function detail(
  services: Services,
  request: FastifyRequest<{ Params: Params }>,
  reply: FastifyReply,
  wrong?: { readonly problems: TypedProblems; readonly typed: (name: string) => string },
) {
  const { figures } = await loadIndicators(services);
  const figure = figures.find(({ declaration }) => declaration.id === request.params.id);
  if (figure === undefined) throw new DomainError('page_not_found');
  const found = Object.keys(wrong?.problems ?? {}) as (keyof TypedProblems)[];
  if (found.length > 0) reply.code(422);
  const typed = await services.stores.typedFigures.list();
  const person = await peopleOf(services);
  const isTyped = isEntered(figure.declaration);
  const value = (name: string) => wrong?.typed(name) ?? '';
  return reply.officePage('admin/indicator', {
    title: figure.declaration.name['ja'] ?? figure.declaration.id,
    styles: ['office-account.css', 'admin-indicators.css', 'chart.css'],
    hasErrors: found.length > 0,
    found: found.map((key) => ({ href: `#${key}`, text: PROBLEMS[key] })),
    errors: Object.fromEntries(found.map((key) => [key, PROBLEMS[key]])),
    typed: { fiscalYear: value('fiscalYear'), value: value('value'), note: value('note') },
    figure: figureDetail(figure, request.words),
    isTyped,
    mayEnter: isTyped && request.staffMay('inventory.manage'),
    years: yearsOf(services).map((year) => ({ year, name: japaneseYear(year) })),
    history: typed
      .filter(({ indicator }) => indicator === figure.declaration.id)
      .map((one) => ({
        year: japaneseYear(one.fiscalYear),
        value: one.value.toLocaleString('ja-JP'),
        note: one.note,
        by: person(one.by),
        at: formatJstMoment(one.at, 'ja'),
      })),
    action: adminPaths.indicator(figure.declaration.id),
    back: adminPaths.indicators(),
  });
}

async function enter(
  services: Services,
  request: FastifyRequest<{ Params: Params }>,
  reply: FastifyReply,
) {
  const { stores, clock, indicators } = services;
  const declared = indicators.find(({ id }) => id === request.params.id);
  if (declared === undefined || !isEntered(declared)) throw new DomainError('page_not_found');
  const typed = postedText(request);
  const given = { fiscalYear: typed('fiscalYear'), value: typed('value'), note: typed('note') };
  const read = readTyped(given, yearsOf(services));
  if ('problems' in read) return detail(services, request, reply, { ...read, typed });
  const by = `staff:${request.staff?.login ?? ''}` as const;
  const about = { id: randomUUID(), indicator: declared.id, by, at: clock.now() };
  await stores.typedFigures.add({ ...about, ...read.figure });
  return reply.redirect(adminPaths.indicator(declared.id), 303);
}

/** 計画の数字: plan against actual, what is expected, and figures that are entered. */
export async function indicatorsRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const read = { config: { staff: 'figures.read' as const } };
  app.get(adminPaths.indicators(), read, (request, reply) => dashboard(services, request, reply));
  app.get<{ Params: Params }>(ROUTE, read, (request, reply) => detail(services, request, reply));
  app.post<{ Params: Params }>(
    ROUTE,
    { config: { staff: 'inventory.manage' as const } },
    (request, reply) => enter(services, request, reply),
  );
}
