import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import { writeCsv } from '../../domain/translations/csv-exchange.ts';
import { MachineTranslationFailed } from '../../domain/translations/machine-translator.ts';
import { NOT_BY_MACHINE, translateMissing } from '../../domain/translations/translate-missing.ts';
import type { TranslationUnit } from '../../domain/translations/translation.ts';
import {
  type WriteOutcome,
  writeTranslations,
} from '../../domain/translations/write-translations.ts';
import { writeXliff } from '../../domain/translations/xliff-exchange.ts';
import { adminPaths } from '../../http/admin-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import type { Services } from '../../services.ts';
import { atDesk, type BuilderDesk, EDIT, READ } from './builder-desk.ts';
import { translationPlaces } from './translation-places.ts';
import { languageOf, unitsAt, writingDesk } from './translations-desk.ts';
import { translationsUploadRoutes } from './translations-upload.ts';
import { languagesView, languageView, showOf, type TypedRow } from './translations-view.ts';

const BASE = '/admin/versions/:version/translations';

const SAID: Readonly<Record<string, string>> = {
  saved: '保存しました。',
  confirmed: '確認したことを記録しました。',
  unconfirmed: '確認を取り消しました。',
};

const CONFLICT =
  'ほかの人が先にこの版を変えました。ページの内容は新しくなっています。もう一度入れてください。';
const NOT_A_DRAFT = 'この版は作成中ではないので、変えられません。新しい版を作ってください。';

/** @throws DomainError page_not_found while the definition can't be read: the outline says why */
async function readUnits(desk: BuilderDesk, locale: string) {
  const units = await unitsAt(desk, locale);
  if (units === undefined) throw new DomainError('page_not_found');
  return units;
}

async function showLanguage(desk: BuilderDesk, request: FastifyRequest, reply: FastifyReply) {
  const locale = languageOf(desk.services, request);
  const {
    show,
    at,
    key,
    said = '',
    done = '',
    left = '',
  } = request.query as Record<string, string>;
  const machine =
    said === 'machine'
      ? `${Number(done) || 0}か所を機械が訳しました。言葉のわかる人が読んで、「確認した」を押してください。${Number(left) > 0 ? `${Number(left)}か所は訳せませんでした。` : ''}`
      : undefined;
  const imported =
    said === 'imported' ? `ファイルから${Number(done) || 0}か所を入れました。` : undefined;
  const view = await languageView(desk, locale, await readUnits(desk, locale), {
    show: showOf(show),
    key,
    at: /^\d{1,4}$/.test(at ?? '') ? Number(at) : 1,
    ...((machine ?? imported ?? SAID[said]) && {
      said: machine ?? imported ?? (SAID[said] as string),
    }),
  });
  return reply.officePage('admin/translations-language', view);
}

/** A file for translators, named so that it can be told from others. */
async function sendFile(desk: BuilderDesk, file: string, reply: FastifyReply) {
  const [, locale = '', format = ''] = /^([\w-]+)\.(csv|xlf)$/.exec(file) ?? [];
  const { version, services } = desk;
  if (!services.library.municipality.languages.includes(locale) || locale === 'ja') {
    throw new DomainError('page_not_found');
  }
  const units = await readUnits(desk, locale);
  const placeOf = translationPlaces(units);
  const { procedureId } = version;
  const isCsv = format === 'csv';
  const body = isCsv ? writeCsv(units, placeOf) : writeXliff(procedureId, locale, units, placeOf);
  return reply
    .type(isCsv ? 'text/csv; charset=utf-8' : 'application/xliff+xml; charset=utf-8')
    .header('Content-Disposition', `attachment; filename="${procedureId}.${locale}.${format}"`)
    .send(body);
}

/** Answers a page without a script with 303 or the page itself, the script with a few words. */
async function answerRow(
  desk: BuilderDesk,
  request: FastifyRequest,
  reply: FastifyReply,
  outcome: WriteOutcome,
  given: { locale: string; units: readonly TranslationUnit[]; typed: TypedRow; said: string },
) {
  const { locale, units, typed, said } = given;
  const wantsJson = request.headers.accept === 'application/json';
  const { show = '', at = '' } = request.query as Record<string, string>;
  if (outcome.kind === 'written') {
    if (wantsJson) return reply.send({ revision: outcome.revision });
    const query = new URLSearchParams({ said, ...(show && { show }), ...(at && { at }) });
    const target = `${adminPaths.translations(desk.version.id, locale)}?${query}#${encodeURIComponent(typed.key)}`;
    return reply.redirect(target, 303);
  }
  const problems = outcome.kind === 'refused' ? (outcome.problems.get(typed.key) ?? []) : [];
  const problem =
    outcome.kind === 'refused' ? undefined : outcome.kind === 'conflict' ? CONFLICT : NOT_A_DRAFT;
  reply.code(outcome.kind === 'refused' ? 422 : 409);
  if (wantsJson) return reply.send({ problem, problems });
  const view = await languageView(desk, locale, units, {
    show: showOf(show),
    typed: { ...typed, problems },
    ...(problem && { problem }),
  });
  return reply.officePage('admin/translations-language', view);
}

/** What was looked at stays so while its text does; only taking it back takes it away. */
function markFor(intent: string, unit: TranslationUnit, text: string): 'reviewed' | 'human' {
  const stays = intent !== 'unconfirm' && unit.state === 'reviewed' && unit.text === text;
  return intent === 'confirm' || stays ? 'reviewed' : 'human';
}

async function saveRow(desk: BuilderDesk, request: FastifyRequest, reply: FastifyReply) {
  const locale = languageOf(desk.services, request);
  const units = await readUnits(desk, locale);
  const posted = postedText(request);
  const key = posted('key');
  const unit = units.find((one) => one.key === key);
  if (!unit) throw new DomainError('page_not_found');
  const intent = posted('intent');
  const proposal = posted('proposal');
  const text = (proposal || posted('text')).replace(/\r\n?/g, '\n').trim();
  const outcome = await writeTranslations(
    writingDesk(desk, request),
    desk.version,
    locale,
    units,
    [{ key, text }],
    markFor(intent, unit, text),
  );
  const said = intent === 'confirm' || intent === 'unconfirm' ? `${intent}ed` : 'saved';
  const typed = { key, text, problems: [] };
  return answerRow(desk, request, reply, outcome, { locale, units, typed, said });
}

async function askMachine(desk: BuilderDesk, request: FastifyRequest, reply: FastifyReply) {
  const { services, version } = desk;
  const locale = languageOf(services, request);
  const { translator } = services;
  if (translator === null || NOT_BY_MACHINE.has(locale)) throw new DomainError('page_not_found');
  const units = await readUnits(desk, locale);
  const refuse = async (problem: string, code: number) => {
    reply.code(code);
    return reply.officePage(
      'admin/translations-language',
      await languageView(desk, locale, units, { problem }),
    );
  };
  try {
    const writing = writingDesk(desk, request);
    const outcome = await translateMissing(writing, translator, version, locale, units);
    if (outcome.kind !== 'written') {
      return refuse(outcome.kind === 'conflict' ? CONFLICT : NOT_A_DRAFT, 409);
    }
    const query = new URLSearchParams({
      said: 'machine',
      done: String(outcome.count),
      left: String(outcome.left),
    });
    return reply.redirect(`${adminPaths.translations(version.id, locale)}?${query}`, 303);
  } catch (error) {
    if (!(error instanceof MachineTranslationFailed)) throw error;
    request.log.warn({ reason: error.message }, 'machine translation failed');
    return refuse(
      '機械翻訳につながりませんでした。少し待って、もう一度押してください。訳は何も変わっていません。',
      502,
    );
  }
}

/** 翻訳: every string beside its Japanese, by hand, by file, by a machine. */
export async function translationsRoutes(app: FastifyInstance, services: Services): Promise<void> {
  app.get(
    BASE,
    { config: READ },
    atDesk(services, async (desk, _request, reply) =>
      reply.officePage('admin/translations', await languagesView(desk)),
    ),
  );
  app.get(
    `${BASE}/:language`,
    { config: READ },
    atDesk(services, (desk, request, reply) => {
      const { language } = request.params as { language: string };
      return language.includes('.')
        ? sendFile(desk, language, reply)
        : showLanguage(desk, request, reply);
    }),
  );
  app.post(`${BASE}/:language`, { config: EDIT }, atDesk(services, saveRow));
  app.post(`${BASE}/:language/machine`, { config: EDIT }, atDesk(services, askMachine));
  await translationsUploadRoutes(app, services, `${BASE}/:language/import`);
}
