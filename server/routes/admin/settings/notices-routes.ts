import type { FastifyInstance } from 'fastify';
import { addAt, removeAt } from '../../../domain/builder/yaml/change-file.ts';
import { adminPaths } from '../../../http/admin-paths.ts';
import type { Services } from '../../../services.ts';
import { mendFirst } from './mend-first.ts';
import { noticeErrors, noticesPage, type TypedNotice } from './notices-page.ts';
import { postedText, postedTexts } from './posted.ts';
import { proposeEdit, townText } from './propose-edit.ts';

const PATH = 'municipality.yaml';

/** お知らせ: what stands on top of every resident's page, in their language, for some days. */
export async function noticesRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'settings.manage' } as const;
  const room = { config, preHandler: mendFirst(services, /^municipality\.yaml$/) };
  const url = adminPaths.setting('notices');
  app.get(url, room, (_request, reply) => noticesPage(services, reply));
  app.post(url, room, async (request, reply) => {
    const { languages } = services.library.municipality;
    const typed: TypedNotice = {
      from: postedText(request, 'from'),
      to: postedText(request, 'to'),
      texts: postedTexts(request, 'text', languages),
    };
    const errors = noticeErrors(typed);
    if (errors.length > 0) return noticesPage(services, reply, typed, errors);
    const notice = {
      ...(typed.from !== '' && { from: typed.from }),
      ...(typed.to !== '' && { to: typed.to }),
      text: typed.texts,
    };
    const text = await townText(services, PATH);
    const content = addAt(text, ['notices'], undefined, notice) ?? text;
    return proposeEdit(services, request, reply, {
      path: PATH,
      content,
      note: 'お知らせを足した',
    });
  });
  app.post(`${url}/remove`, room, async (request, reply) => {
    const text = await townText(services, PATH);
    const content = removeAt(text, ['notices', Number(postedText(request, 'at'))]) ?? text;
    return proposeEdit(services, request, reply, {
      path: PATH,
      content,
      note: 'お知らせを消した',
    });
  });
}
