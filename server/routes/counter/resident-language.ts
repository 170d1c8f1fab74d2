import type { FastifyRequest } from 'fastify';
import type { Sitting } from '../../domain/counter/sitting.ts';
import type { RawInput } from '../../domain/fields/answers.ts';
import type { Locale } from '../../domain/procedures/locale.ts';
import type { Services } from '../../services.ts';

/** The resident's own, and easy Japanese beside it (or Japanese beside that). */
export function languagesFor({ library }: Services, own: Locale): readonly Locale[] {
  return [own, own === 'ja-easy' ? 'ja' : 'ja-easy'].filter((locale) =>
    library.municipality.languages.includes(locale),
  );
}

/** From here on the page speaks to the resident: in the language that it asks for, if it is theirs. */
export function speakToResident(
  services: Services,
  request: FastifyRequest,
  { locale }: Sitting,
): void {
  const asked = (request.query as RawInput)['language'] ?? (request.body as RawInput)?.['language'];
  const languages = languagesFor(services, locale);
  request.locale = languages.find((one) => one === asked) ?? languages[0] ?? 'ja';
  request.words = services.words(request.locale);
}
