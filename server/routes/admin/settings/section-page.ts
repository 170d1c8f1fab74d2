import type { FastifyReply, FastifyRequest } from 'fastify';
import { parse } from 'yaml';
import { DomainError } from '../../../domain/errors.ts';
import type { Municipality } from '../../../domain/procedures/municipality.ts';
import { adminPaths } from '../../../http/admin-paths.ts';
import type { Services } from '../../../services.ts';
import type { FieldError } from './field-errors.ts';
import { languageFields } from './languages.ts';
import { townText } from './propose-edit.ts';
import { keyInForce, keyShown, sealedOf } from './section-keys.ts';

const PATH = 'municipality.yaml';

type Section = Municipality['sections'][string];

/** As it stands in the file, or as somebody has typed it. */
export type TypedSection = Pick<Section, 'name' | 'phone' | 'place'>;

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

/** Its key for seals, and what waits; undefined of a section that residents don't read yet. */
async function keyOf(services: Services, section: string | undefined) {
  if (section === undefined || !Object.hasOwn(services.library.municipality.sections, section)) {
    return undefined;
  }
  const waiting = await services.stores.keyChanges.waiting();
  return {
    href: adminPaths.sectionKey(section),
    now: keyShown(await keyInForce(services, section)),
    waits: waiting.some((one) => one.section === section),
    sealed: sealedOf(services, section),
  };
}

/** @param key undefined: one that is not there yet; its key for seals comes later */
export async function sectionPage(
  services: Services,
  reply: FastifyReply,
  [key, section]: readonly [string | undefined, TypedSection],
  errors: readonly FieldError[] = [],
) {
  if (errors.length > 0) reply.code(422);
  const isNew = key === undefined;
  return reply.officePage('admin/settings-section', {
    title: isNew ? '課を足す' : `課の設定：${section.name['ja'] ?? key}`,
    isNew,
    styles: ['admin-settings.css'],
    hasErrors: errors.length > 0,
    errors,
    back: adminPaths.setting('sections'),
    action: `${adminPaths.setting('sections')}/${encodeURIComponent(key ?? 'new')}`,
    phone: section.phone,
    names: languageFields(services, section.name),
    places: languageFields(services, section.place),
    sealing: await keyOf(services, key),
  });
}
