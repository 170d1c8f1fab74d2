import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { parse } from 'yaml';
import { setAt } from '../../../domain/builder/yaml/change-file.ts';
import type { Municipality } from '../../../domain/procedures/municipality.ts';
import { adminPaths } from '../../../http/admin-paths.ts';
import { COLOUR, contrast } from '../../../lib/contrast.ts';
import type { Services } from '../../../services.ts';
import { brandingPage, USUAL_COLOUR } from './branding-page.ts';
import { mendFirst } from './mend-first.ts';
import { postedText, postedTexts } from './posted.ts';
import { proposeEdit, townText } from './propose-edit.ts';
import { takeLogo } from './take-logo.ts';

const PATH = 'municipality.yaml';
/** White text on it must be read by everybody (WCAG 2.2, 1.4.3). */
const LEAST_CONTRAST = 4.5;

async function change(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const colour = postedText(request, 'colour').toLowerCase();
  const names = postedTexts(request, 'name', services.library.municipality.languages);
  if (!names['ja'])
    return brandingPage(services, reply, '町の名前を日本語で入力してください。', colour);
  if (!COLOUR.test(colour)) {
    return brandingPage(services, reply, '色は「#0017c1」の形で入力してください。', USUAL_COLOUR);
  }
  const ratio = contrast(colour, '#ffffff');
  if (ratio < LEAST_CONTRAST) {
    const told = ratio.toFixed(1);
    const error = `この色は薄すぎて、白い文字が読めません（${told}：1。${LEAST_CONTRAST}：1以上が必要です）。もっと濃い色を選んでください。`;
    return brandingPage(services, reply, error, colour);
  }
  const named = Object.entries(names).reduce(
    (text, [locale, name]) => setAt(text, ['name', locale], name) ?? text,
    await townText(services, PATH),
  );
  const before = (parse(named) as Municipality).branding?.colour ?? USUAL_COLOUR;
  const content =
    before === colour ? named : (setAt(named, ['branding', 'colour'], colour) ?? named);
  return proposeEdit(services, request, reply, {
    path: PATH,
    content,
    note: '町の名前と色を直した',
  });
}

/** 町の名前、色、マーク: what makes it look like this town; contrast is checked. */
export async function brandingSettings(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'settings.manage' } as const;
  const room = { config, preHandler: mendFirst(services, /^municipality\.yaml$/) };
  const url = adminPaths.setting('branding');
  app.get(url, room, (_request, reply) => brandingPage(services, reply));
  app.post(url, room, (request, reply) => change(services, request, reply));
  await app.register(async (scope) => {
    await scope.register(multipart);
    const own = { config: { ...config, csrf: 'own' as const } };
    scope.post(`${url}/logo`, own, (request, reply) => takeLogo(services, request, reply));
  });
}
