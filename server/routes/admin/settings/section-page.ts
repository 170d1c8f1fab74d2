import type { FastifyReply, FastifyRequest } from 'fastify';
import { parse } from 'yaml';
import { DomainError } from '../../../domain/errors.ts';
import type { Municipality } from '../../../domain/procedures/municipality.ts';
import { isSecretKey } from '../../../domain/settings/sealing-key.ts';
import { adminPaths } from '../../../http/admin-paths.ts';
import type { Services } from '../../../services.ts';
import { procedurePlain } from '../../apply/procedure-text.ts';
import { languageFields } from './languages.ts';
import { townText } from './propose-edit.ts';

const PATH = 'municipality.yaml';

type Section = Municipality['sections'][string];

/** As it stands in the file, or as somebody has typed it. */
export type TypedSection = Pick<Section, 'name' | 'phone' | 'place' | 'sealing_key'>;

export interface SectionError {
  /** Id of the input. */
  readonly at: string;
  readonly text: string;
}

/** What residents send it under a seal, by title. */
export function sealedOf({ library, words }: Services, section: string): readonly string[] {
  return [...library.procedures.values()]
    .filter((one) => one.sealed && one.section === section)
    .map((one) => procedurePlain(one, words('ja'), 'title'));
}

export async function sectionsOf(services: Services): Promise<Readonly<Record<string, Section>>> {
  return (parse(await townText(services, PATH)) as Municipality).sections;
}

/** @throws DomainError page_not_found */
export async function sectionOf(
  services: Services,
  request: FastifyRequest,
): Promise<[string, Section]> {
  const { section = '' } = request.params as { section?: string };
  const sections = await sectionsOf(services);
  const found = Object.hasOwn(sections, section) ? sections[section] : undefined;
  if (found === undefined) throw new DomainError('page_not_found');
  return [section, found];
}

/** @param key undefined: one that is not there yet; its key for seals comes later */
export function sectionPage(
  services: Services,
  reply: FastifyReply,
  [key, section]: readonly [string | undefined, TypedSection],
  error?: SectionError,
) {
  if (error !== undefined) reply.code(422);
  const isNew = key === undefined;
  const sealed = isNew ? [] : sealedOf(services, key);
  return reply.officePage('admin/settings-section', {
    title: isNew ? '課を足す' : `課の設定：${section.name['ja'] ?? key}`,
    isNew,
    styles: ['admin-settings.css'],
    hasErrors: error !== undefined,
    error,
    back: adminPaths.setting('sections'),
    action: `${adminPaths.setting('sections')}/${encodeURIComponent(key ?? 'new')}`,
    phone: section.phone,
    names: languageFields(services, section.name),
    places: languageFields(services, section.place),
    // A secret key that was pasted by mistake is not sent back, either.
    sealingKey: isSecretKey(section.sealing_key ?? '') ? '' : (section.sealing_key ?? ''),
    sealed,
  });
}
