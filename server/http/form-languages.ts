import type { FastifyRequest } from 'fastify';
import type { Locale } from '../domain/procedures/locale.ts';

/** The page of a form at the counter in another language. */
export interface FormLanguage {
  readonly locale: Locale;
  readonly href: string;
}

/**
 * On the pages of a form: Japanese for staff, the resident's own language, and easy Japanese, each
 * once. Undefined on any other page.
 */
export function formLanguages(request: FastifyRequest): readonly FormLanguage[] | undefined {
  const { sitting, url } = request;
  const { language } = request.params as { language?: string };
  if (sitting === undefined || language === undefined) return undefined;
  return [...new Set(['ja', sitting.locale, 'ja-easy'])].map((locale) => ({
    locale,
    href: url.replace(`/forms/${language}/`, `/forms/${locale}/`),
  }));
}
