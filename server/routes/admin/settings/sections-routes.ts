import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { parse } from 'yaml';
import { setAt } from '../../../domain/builder/yaml/change-file.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { Municipality } from '../../../domain/procedures/municipality.ts';
import { adminPaths } from '../../../http/admin-paths.ts';
import type { Services } from '../../../services.ts';
import { languageFields } from './languages.ts';
import { postedText, postedTexts } from './posted.ts';
import { proposeEdit, townText } from './propose-edit.ts';

const PATH = 'municipality.yaml';
const PHONE = /^[0-9０-９+()（）‐－ー-]{6,20}$/;

type Section = Municipality['sections'][string];

async function sectionsOf(services: Services): Promise<Readonly<Record<string, Section>>> {
  return (parse(await townText(services, PATH)) as Municipality).sections;
}

async function sectionOf(services: Services, request: FastifyRequest): Promise<[string, Section]> {
  const { section = '' } = request.params as { section?: string };
  const sections = await sectionsOf(services);
  const found = Object.hasOwn(sections, section) ? sections[section] : undefined;
  if (found === undefined) throw new DomainError('page_not_found');
  return [section, found];
}

function page(
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

/** 課: what it is called, where it is and its telephone, as residents read it everywhere. */
export async function sectionsRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'settings.manage' } as const;
  const url = adminPaths.setting('sections');
  app.get(url, { config }, async (_request, reply) =>
    reply.officePage('admin/settings-sections', {
      title: '課の名前と連絡先',
      back: adminPaths.settings(),
      rows: Object.entries(await sectionsOf(services)).map(([key, { name, phone, place }]) => ({
        href: `${url}/${encodeURIComponent(key)}`,
        name: name['ja'] ?? key,
        phone,
        place: place['ja'] ?? '',
      })),
    }),
  );
  app.get(`${url}/:section`, { config }, async (request, reply) =>
    page(services, reply, await sectionOf(services, request)),
  );
  app.post(`${url}/:section`, { config }, async (request, reply) => {
    const [key, before] = await sectionOf(services, request);
    const { languages } = services.library.municipality;
    const name = postedTexts(request, 'name', languages);
    const place = postedTexts(request, 'place', languages);
    const phone = postedText(request, 'phone');
    const typed = [key, { name, place, phone }] as const;
    if (!name['ja']) return page(services, reply, typed, '課の名前を日本語で入力してください。');
    if (!PHONE.test(phone)) {
      return page(services, reply, typed, '電話番号を入力してください。例：0000-00-0011');
    }
    const path = ['sections', key];
    const changes = [
      ...Object.entries(name).map(([locale, text]) => [[...path, 'name', locale], text] as const),
      ...Object.entries(place).map(([locale, text]) => [[...path, 'place', locale], text] as const),
      [[...path, 'phone'], phone] as const,
    ];
    const content = changes.reduce(
      (text, [at, value]) => setAt(text, at, value) ?? text,
      await townText(services, PATH),
    );
    const note = `「${before.name['ja'] ?? key}」の名前と連絡先を直した`;
    return proposeEdit(services, request, reply, { path: PATH, content, note });
  });
}
