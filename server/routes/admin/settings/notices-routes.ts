import type { FastifyInstance, FastifyReply } from 'fastify';
import { parse } from 'yaml';
import { addAt, removeAt } from '../../../domain/builder/yaml/change-file.ts';
import { adminPaths } from '../../../http/admin-paths.ts';
import type { Services } from '../../../services.ts';
import { languageFields } from './languages.ts';
import { DAY, postedText, postedTexts } from './posted.ts';
import { proposeEdit, townText } from './propose-edit.ts';

const PATH = 'municipality.yaml';

interface Notice {
  readonly from?: string;
  readonly to?: string;
  readonly text: Readonly<Record<string, string>>;
}

interface Typed {
  readonly from: string;
  readonly to: string;
  readonly texts: Readonly<Record<string, string>>;
}

async function show(services: Services, reply: FastifyReply, typed?: Typed, error?: string) {
  const { notices = [] } = parse(await townText(services, PATH)) as { notices?: Notice[] };
  if (error !== undefined) reply.code(422);
  return reply.officePage('admin/settings-notices', {
    title: 'お知らせ',
    hasErrors: error !== undefined,
    error,
    back: adminPaths.settings(),
    action: adminPaths.setting('notices'),
    notices: notices.map(({ from, to, text }, at) => ({
      at,
      when: `${from ?? '今日'} から ${to ?? '取り消すまで'}`,
      text: text['ja'] ?? '',
      languages: Object.keys(text).length,
    })),
    typed: typed ?? { from: '', to: '' },
    languages: languageFields(services, typed?.texts),
  });
}

function problemOf({ from, to, texts }: Typed): string | undefined {
  if (!texts['ja']) {
    return 'お知らせの文を日本語で入力してください。例：12月10日は窓口を15時に閉めます。';
  }
  if ([from, to].some((day) => day !== '' && !DAY.test(day))) {
    return '日は「2026-12-10」の形で入力してください。';
  }
  return from !== '' && to !== '' && to < from
    ? '終わりの日は、始まりの日より後にしてください。'
    : undefined;
}

/** お知らせ: what stands on top of every resident's page, in their language, for some days. */
export async function noticesRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'settings.manage' } as const;
  const url = adminPaths.setting('notices');
  app.get(url, { config }, (_request, reply) => show(services, reply));
  app.post(url, { config }, async (request, reply) => {
    const { languages } = services.library.municipality;
    const typed: Typed = {
      from: postedText(request, 'from'),
      to: postedText(request, 'to'),
      texts: postedTexts(request, 'text', languages),
    };
    const problem = problemOf(typed);
    if (problem !== undefined) return show(services, reply, typed, problem);
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
  app.post(`${url}/remove`, { config }, async (request, reply) => {
    const text = await townText(services, PATH);
    const content = removeAt(text, ['notices', Number(postedText(request, 'at'))]) ?? text;
    return proposeEdit(services, request, reply, {
      path: PATH,
      content,
      note: 'お知らせを消した',
    });
  });
}
