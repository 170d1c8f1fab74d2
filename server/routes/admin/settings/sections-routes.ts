import type { FastifyInstance } from 'fastify';
import { setAt } from '../../../domain/builder/yaml/change-file.ts';
import { adminPaths } from '../../../http/admin-paths.ts';
import type { Services } from '../../../services.ts';
import { mendFirst } from './mend-first.ts';
import { postedText, postedTexts } from './posted.ts';
import { proposeEdit, townText } from './propose-edit.ts';
import { sectionOf, sectionPage, sectionsOf } from './section-page.ts';

const PATH = 'municipality.yaml';
const PHONE = /^[0-9０-９+()（）‐－ー-]{6,20}$/;

/** 課: what it is called, where it is and its telephone, as residents read it everywhere. */
export async function sectionsRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'settings.manage' } as const;
  const room = { config, preHandler: mendFirst(services, /^municipality\.yaml$/) };
  const url = adminPaths.setting('sections');
  app.get(url, room, async (_request, reply) =>
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
  app.get(`${url}/:section`, room, async (request, reply) =>
    sectionPage(services, reply, await sectionOf(services, request)),
  );
  app.post(`${url}/:section`, room, async (request, reply) => {
    const [key, before] = await sectionOf(services, request);
    const { languages } = services.library.municipality;
    const name = postedTexts(request, 'name', languages);
    const place = postedTexts(request, 'place', languages);
    const phone = postedText(request, 'phone');
    const typed = [key, { name, place, phone }] as const;
    if (!name['ja'])
      return sectionPage(services, reply, typed, '課の名前を日本語で入力してください。');
    if (!PHONE.test(phone)) {
      return sectionPage(services, reply, typed, '電話番号を入力してください。例：0000-00-0011');
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
