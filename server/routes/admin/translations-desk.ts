import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import type { Locale } from '../../domain/procedures/locale.ts';
import type { Glossaries } from '../../domain/translations/glossary.ts';
import { loadGlossaries } from '../../domain/translations/load-glossaries.ts';
import type { TranslationUnit } from '../../domain/translations/translation.ts';
import { unitsOf } from '../../domain/translations/translation-units.ts';
import type { TranslationDesk } from '../../domain/translations/write-translations.ts';
import type { Services } from '../../services.ts';
import type { BuilderDesk } from './builder-desk.ts';
import { checkedDraft } from './builder-findings.ts';

/** Languages that definitions are translated into. */
export function targetLanguages({ library }: Services): readonly Locale[] {
  return library.municipality.languages.filter((locale) => locale !== 'ja');
}

/** @throws DomainError page_not_found for a language that the town does not speak */
export function languageOf(services: Services, request: FastifyRequest): Locale {
  const { language: locale = '' } = request.params as { language?: string };
  if (!targetLanguages(services).includes(locale)) throw new DomainError('page_not_found');
  return locale;
}

/** All strings of the version in one language; undefined while the definition can't be read. */
export async function unitsAt(
  desk: BuilderDesk,
  locale: Locale,
): Promise<readonly TranslationUnit[] | undefined> {
  const { services, version } = desk;
  const { written } = checkedDraft(services, desk);
  if (!written) return undefined;
  const { procedureId } = version;
  const marks = await services.stores.translations.marks(procedureId, locale);
  const live = services.library.procedures.get(procedureId);
  return unitsOf(written, { procedureId, live }, services.library.town, locale, marks);
}

/** What writing a translation leans on. */
export function writingDesk({ services }: BuilderDesk, request: FastifyRequest): TranslationDesk {
  const { stores, library, clock } = services;
  return {
    versions: stores.versions,
    translations: stores.translations,
    town: library.town,
    now: clock.now(),
    by: request.staff?.login ?? '',
  };
}

/** Read once: the files of the glossary change with the program's folder only. */
const glossaries = new Map<string, Glossaries>();

export function glossariesOf({ config }: Services): Glossaries {
  const found = glossaries.get(config.proceduresDir) ?? loadGlossaries(config.proceduresDir);
  glossaries.set(config.proceduresDir, found);
  return found;
}
