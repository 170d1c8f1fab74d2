import type { FastifyRequest } from 'fastify';

/** A field of a form, without blanks around it; '' where it is not there. */
export function postedText(request: FastifyRequest, name: string): string {
  const value = (request.body as Record<string, unknown> | undefined)?.[name];
  return typeof value === 'string' ? value.normalize('NFC').replace(/\r\n?/g, '\n').trim() : '';
}

/** Texts by language, `<name>_<locale>`; empty ones are left out. */
export function postedTexts(
  request: FastifyRequest,
  name: string,
  languages: readonly string[],
): Readonly<Record<string, string>> {
  const all = languages.map((locale) => [locale, postedText(request, `${name}_${locale}`)]);
  return Object.fromEntries(all.filter(([, text]) => text !== ''));
}

export const DAY = /^\d{4}-\d{2}-\d{2}$/;
