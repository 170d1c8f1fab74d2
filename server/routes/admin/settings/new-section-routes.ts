import type { FastifyInstance } from 'fastify';
import { setAt } from '../../../domain/builder/yaml/change-file.ts';
import { adminPaths } from '../../../http/admin-paths.ts';
import type { Services } from '../../../services.ts';
import { mendFirst } from './mend-first.ts';
import { postedText, postedTexts } from './posted.ts';
import { proposeEdit, townText } from './propose-edit.ts';
import { sectionErrors } from './section-error.ts';
import { sectionPage, sectionsOf, type TypedSection } from './section-page.ts';

const PATH = 'municipality.yaml';
export const NEW_SECTION_URL = `${adminPaths.setting('sections')}/new`;
const EMPTY: TypedSection = { name: {}, place: {}, phone: '' };

/** Nobody has to think of a key: it is seen in files only. */
function freeKey(taken: readonly string[]): string {
  for (let at = taken.length + 1; ; at += 1) {
    const key = `section_${at}`;
    if (!taken.includes(key)) return key;
  }
}

/** A section that the town has had founded: then procedures and staff can belong to it. */
export async function newSectionRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'settings.manage' } as const;
  const room = { config, preHandler: mendFirst(services, /^municipality\.yaml$/) };
  app.get(NEW_SECTION_URL, room, (_request, reply) =>
    sectionPage(services, reply, [undefined, EMPTY]),
  );
  app.post(NEW_SECTION_URL, room, async (request, reply) => {
    const { languages } = services.library.municipality;
    const typed: TypedSection = {
      name: postedTexts(request, 'name', languages),
      place: postedTexts(request, 'place', languages),
      phone: postedText(request, 'phone'),
    };
    const sections = await sectionsOf(services);
    const isTwin = Object.values(sections).some(({ name }) => name['ja'] === typed.name['ja']);
    const twin = { at: 'name_ja', text: '同じ名前の課が、もうあります。' };
    const errors = [...sectionErrors(typed), ...(isTwin ? [twin] : [])];
    if (errors.length > 0) return sectionPage(services, reply, [undefined, typed], errors);
    const text = await townText(services, PATH);
    const { name, place, phone } = typed;
    const value = { name: { ...name }, phone, place: { ...place } };
    const content = setAt(text, ['sections', freeKey(Object.keys(sections))], value) ?? text;
    const note = `「${name['ja']}」を足した`;
    return proposeEdit(services, request, reply, { path: PATH, content, note });
  });
}
