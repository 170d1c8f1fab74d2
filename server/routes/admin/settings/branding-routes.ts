import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { parse } from 'yaml';
import { setAt } from '../../../domain/builder/yaml/change-file.ts';
import type { Municipality } from '../../../domain/procedures/municipality.ts';
import { withTexts } from '../../../domain/settings/local-texts.ts';
import { adminPaths } from '../../../http/admin-paths.ts';
import { COLOUR, contrast } from '../../../lib/contrast.ts';
import type { Services } from '../../../services.ts';
import { brandingPage, USUAL_COLOUR } from './branding-page.ts';
import type { FieldError } from './field-errors.ts';
import { mendFirst } from './mend-first.ts';
import { postedText, postedTexts } from './posted.ts';
import { proposeEdit, townText } from './propose-edit.ts';
import { takeLogo } from './take-logo.ts';

const PATH = 'municipality.yaml';
/** White text on it must be read by everybody (WCAG 2.2, 1.4.3). */
const LEAST_CONTRAST = 4.5;

/** In the order of the page. */
function brandingErrors(
  colour: string,
  names: Readonly<Record<string, string>>,
): readonly FieldError[] {
  const wrong = colourProblem(colour);
  const noName = '町の名前を日本語で入力してください。ほかの言葉の訳がないときに、これが出ます。';
  return [
    ...(wrong === undefined ? [] : [{ at: 'colour', text: wrong }]),
    ...(names['ja'] ? [] : [{ at: 'name_ja', text: noName }]),
  ];
}

function colourProblem(colour: string): string | undefined {
  if (!COLOUR.test(colour)) return '色は「#0017c1」の形で入力してください。';
  const ratio = contrast(colour, '#ffffff');
  return ratio < LEAST_CONTRAST
    ? `この色は薄すぎて、白い文字が読めません（${ratio.toFixed(1)}：1。${LEAST_CONTRAST}：1以上が必要です）。もっと濃い色を選んでください。`
    : undefined;
}

async function change(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const colour = postedText(request, 'colour').toLowerCase();
  const names = postedTexts(request, 'name', services.library.municipality.languages);
  const errors = brandingErrors(colour, names);
  if (errors.length > 0) {
    const shown = COLOUR.test(colour) ? colour : USUAL_COLOUR;
    return brandingPage(services, reply, errors, { colour: shown, names });
  }
  const { languages } = services.library.municipality;
  const named = withTexts(await townText(services, PATH), ['name'], names, languages);
  const before = (parse(named) as Municipality).branding?.colour ?? USUAL_COLOUR;
  const content =
    before === colour ? named : (setAt(named, ['branding', 'colour'], colour) ?? named);
  const note = '町の名前と色を直した';
  return proposeEdit(services, request, reply, { path: PATH, content, note });
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
