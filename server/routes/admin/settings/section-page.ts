import type { FastifyReply, FastifyRequest } from 'fastify';
import { parse } from 'yaml';
import { DomainError } from '../../../domain/errors.ts';
import type { Municipality } from '../../../domain/procedures/municipality.ts';
import { adminPaths } from '../../../http/admin-paths.ts';
import type { Services } from '../../../services.ts';
import { languageFields } from './languages.ts';
import { townText } from './propose-edit.ts';

const PATH = 'municipality.yaml';

type Section = Municipality['sections'][string];

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

export function sectionPage(
  services: Services,
  reply: FastifyReply,
  [key, section]: readonly [string, Pick<Section, 'name' | 'phone' | 'place'>],
  error?: string,
) {
  if (error !== undefined) reply.code(422);
  return reply.officePage('admin/settings-section', {
    title: `課の設定：${section.name['ja'] ?? key}`,
    hasErrors: error !== undefined,
    error,
    back: adminPaths.setting('sections'),
    action: `${adminPaths.setting('sections')}/${encodeURIComponent(key)}`,
    phone: section.phone,
    names: languageFields(services, section.name),
    places: languageFields(services, section.place),
  });
}
