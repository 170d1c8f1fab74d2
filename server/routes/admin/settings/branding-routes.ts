import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { parse } from 'yaml';
import { setAt } from '../../../domain/builder/yaml/change-file.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { Municipality } from '../../../domain/procedures/municipality.ts';
import { adminPaths } from '../../../http/admin-paths.ts';
import { isCsrfValid } from '../../../http/session.ts';
import { COLOUR, contrast } from '../../../lib/contrast.ts';
import type { Services } from '../../../services.ts';
import { openUpload } from '../../attachments/upload-request.ts';
import { languageFields } from './languages.ts';
import { postedText, postedTexts } from './posted.ts';
import { proposeEdit, townText } from './propose-edit.ts';

const PATH = 'municipality.yaml';
const LOGO = 'branding/logo.png';
const USUAL = '#0017c1';
/** White text on it must be read by everybody (WCAG 2.2, 1.4.3). */
const LEAST_CONTRAST = 4.5;
const MOST_LOGO_BYTES = 100 * 1024;
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

const townOf = async (services: Services) => parse(await townText(services, PATH)) as Municipality;

async function show(services: Services, reply: FastifyReply, error?: string, colour?: string) {
  if (error !== undefined) reply.code(422);
  const town = await townOf(services);
  return reply.officePage('admin/settings-branding', {
    title: '町の名前と色',
    styles: ['admin-figures.css'],
    hasErrors: error !== undefined,
    error,
    back: adminPaths.settings(),
    action: adminPaths.setting('branding'),
    upload: `${adminPaths.setting('branding')}/logo`,
    hasLogo: town.branding?.logo !== undefined,
    colour: colour ?? town.branding?.colour ?? USUAL,
    names: languageFields(services, town.name),
  });
}

async function change(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const colour = postedText(request, 'colour').toLowerCase();
  const names = postedTexts(request, 'name', services.library.municipality.languages);
  if (!names['ja']) return show(services, reply, '町の名前を日本語で入力してください。', colour);
  if (!COLOUR.test(colour)) {
    return show(services, reply, '色は「#0017c1」の形で入力してください。', USUAL);
  }
  const ratio = contrast(colour, '#ffffff');
  if (ratio < LEAST_CONTRAST) {
    const told = ratio.toFixed(1);
    const error = `この色は薄すぎて、白い文字が読めません（${told}：1。${LEAST_CONTRAST}：1以上が必要です）。もっと濃い色を選んでください。`;
    return show(services, reply, error, colour);
  }
  const named = Object.entries(names).reduce(
    (text, [locale, name]) => setAt(text, ['name', locale], name) ?? text,
    await townText(services, PATH),
  );
  const before = (parse(named) as Municipality).branding?.colour ?? USUAL;
  const content =
    before === colour ? named : (setAt(named, ['branding', 'colour'], colour) ?? named);
  return proposeEdit(services, request, reply, {
    path: PATH,
    content,
    note: '町の名前と色を直した',
  });
}

async function readPng(content: AsyncIterable<Uint8Array>): Promise<Buffer | undefined> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of content) {
    bytes += part.length;
    if (bytes <= MOST_LOGO_BYTES) parts.push(part);
  }
  const picture = Buffer.concat(parts);
  const isPng = picture.subarray(0, PNG.length).equals(PNG);
  return isPng && bytes <= MOST_LOGO_BYTES ? picture : undefined;
}

/** A picture can't be compared in words: it is in force at once, and the file that names it is proposed. */
async function takeLogo(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const problem = 'PNGの画像（100KBまで）を選んでください。';
  if (!request.isMultipart()) return show(services, reply, problem);
  const upload = await openUpload(request, reply);
  request.body = upload.fields;
  try {
    if (!isCsrfValid(request)) throw new DomainError('form_expired');
    for await (const { content } of upload.uploads) {
      const picture = await readPng(content);
      if (picture === undefined) return await show(services, reply, problem);
      const { stores, clock } = services;
      const [by, at] = [request.staff?.login ?? '', clock.now()];
      const base = (await stores.townFiles.history(LOGO))[0]?.number ?? 0;
      const file = {
        path: LOGO,
        content: picture.toString('base64'),
        note: 'マークを替えた',
        by,
        at,
      };
      const audit = {
        at,
        actor: `staff:${by}`,
        action: 'town_file.published',
        subject: LOGO,
        detail: {},
      };
      await stores.townFiles.publish(file, base, audit);
      await services.live.refresh();
      const text = await townText(services, PATH);
      const named = setAt(text, ['branding', 'logo'], LOGO) ?? text;
      return await proposeEdit(services, request, reply, {
        path: PATH,
        content: named,
        note: '町のマークを付けた',
      });
    }
    return await show(services, reply, problem);
  } finally {
    await upload.drain();
  }
}

/** 町の名前、色、マーク: what makes it look like this town; contrast is checked. */
export async function brandingSettings(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'settings.manage' } as const;
  const url = adminPaths.setting('branding');
  app.get(url, { config }, (_request, reply) => show(services, reply));
  app.post(url, { config }, (request, reply) => change(services, request, reply));
  await app.register(async (scope) => {
    await scope.register(multipart);
    const own = { config: { ...config, csrf: 'own' as const } };
    scope.post(`${url}/logo`, own, (request, reply) => takeLogo(services, request, reply));
  });
}
