import type { FastifyInstance } from 'fastify';
import { setAt } from '../../../domain/builder/yaml/change-file.ts';
import { missingLanguages, withTexts } from '../../../domain/settings/local-texts.ts';
import { adminPaths } from '../../../http/admin-paths.ts';
import type { Services } from '../../../services.ts';
import { languageName } from '../language-names.ts';
import { keyChangeRoutes } from './key-change-routes.ts';
import { mendFirst } from './mend-first.ts';
import { NEW_SECTION_URL, newSectionRoutes } from './new-section-routes.ts';
import { postedText, postedTexts } from './posted.ts';
import { proposeEdit, townText } from './propose-edit.ts';
import { sectionErrors } from './section-error.ts';
import { sectionOf, sectionPage, sectionsOf, type TypedSection } from './section-page.ts';

const PATH = 'municipality.yaml';

/** 「韓国語（場所）」 where residents read the Japanese instead. */
function missingWords(
  services: Services,
  name: Readonly<Record<string, string>>,
  place: Readonly<Record<string, string>>,
): readonly string[] {
  const { languages } = services.library.municipality;
  const names = missingLanguages(name, languages).map((one) => [one, '名前'] as const);
  const places = missingLanguages(place, languages).map((one) => [one, '場所'] as const);
  return [...names, ...places].map(([one, what]) => `${languageName(services, one)}（${what}）`);
}

/** 課: what it is called, where it is and its telephone, as residents read it everywhere. */
export async function sectionsRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'settings.manage' } as const;
  const room = { config, preHandler: mendFirst(services, /^municipality\.yaml$/) };
  const url = adminPaths.setting('sections');
  app.get(url, room, async (_request, reply) =>
    reply.officePage('admin/settings-sections', {
      title: '課の名前と連絡先',
      back: adminPaths.settings(),
      add: NEW_SECTION_URL,
      rows: Object.entries(await sectionsOf(services)).map(([key, { name, phone, place }]) => ({
        href: `${url}/${encodeURIComponent(key)}`,
        name: name['ja'] ?? key,
        phone,
        place: place['ja'] ?? '',
        missing: missingWords(services, name, place),
      })),
    }),
  );
  await newSectionRoutes(app, services);
  await keyChangeRoutes(app, services);
  app.get(`${url}/:section`, room, async (request, reply) =>
    sectionPage(services, reply, await sectionOf(services, request)),
  );
  app.post(`${url}/:section`, room, async (request, reply) => {
    const [key, before] = await sectionOf(services, request);
    const { languages } = services.library.municipality;
    const name = postedTexts(request, 'name', languages);
    const place = postedTexts(request, 'place', languages);
    const phone = postedText(request, 'phone');
    const typed: TypedSection = { name, place, phone };
    const errors = sectionErrors(typed);
    if (errors.length > 0) return sectionPage(services, reply, [key, typed], errors);
    const path = ['sections', key];
    const named = withTexts(await townText(services, PATH), [...path, 'name'], name, languages);
    const placed = withTexts(named, [...path, 'place'], place, languages);
    const content = setAt(placed, [...path, 'phone'], phone) ?? placed;
    const note = `「${before.name['ja'] ?? key}」の名前と連絡先を直した`;
    return proposeEdit(services, request, reply, { path: PATH, content, note });
  });
}
