import type { FastifyInstance } from 'fastify';
import { removeAt, setAt } from '../../../domain/builder/yaml/change-file.ts';
import { missingLanguages, withTexts } from '../../../domain/settings/local-texts.ts';
import { readSealingKey } from '../../../domain/settings/sealing-key.ts';
import { adminPaths } from '../../../http/admin-paths.ts';
import type { Services } from '../../../services.ts';
import { languageName } from '../language-names.ts';
import { mendFirst } from './mend-first.ts';
import { NEW_SECTION_URL, newSectionRoutes } from './new-section-routes.ts';
import { postedText, postedTexts } from './posted.ts';
import { proposeEdit, townText } from './propose-edit.ts';
import { sectionError } from './section-error.ts';
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
  app.get(`${url}/:section`, room, async (request, reply) =>
    sectionPage(services, reply, await sectionOf(services, request)),
  );
  app.post(`${url}/:section`, room, async (request, reply) => {
    const [key, before] = await sectionOf(services, request);
    const { languages } = services.library.municipality;
    const name = postedTexts(request, 'name', languages);
    const place = postedTexts(request, 'place', languages);
    const phone = postedText(request, 'phone');
    const sealingKey = readSealingKey(postedText(request, 'sealing_key'));
    const typed: TypedSection = { name, place, phone, sealing_key: sealingKey };
    const error = sectionError(services, key, typed);
    if (error) return sectionPage(services, reply, [key, typed], error);
    const path = ['sections', key];
    const named = withTexts(await townText(services, PATH), [...path, 'name'], name, languages);
    const placed = withTexts(named, [...path, 'place'], place, languages);
    const called = setAt(placed, [...path, 'phone'], phone) ?? placed;
    const at = [...path, 'sealing_key'];
    const content = (sealingKey ? setAt(called, at, sealingKey) : removeAt(called, at)) ?? called;
    const isSame = sealingKey === (before.sealing_key ?? '');
    const what = isSame ? '名前と連絡先を直した' : '設定を直し、封をする鍵を変えた';
    const note = `「${before.name['ja'] ?? key}」の${what}`;
    return proposeEdit(services, request, reply, { path: PATH, content, note });
  });
}
