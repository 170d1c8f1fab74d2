import type { FastifyReply } from 'fastify';
import { parse } from 'yaml';
import { adminPaths } from '../../../http/admin-paths.ts';
import type { Services } from '../../../services.ts';
import { languageFields } from './languages.ts';
import { DAY } from './posted.ts';
import { townText } from './propose-edit.ts';

const PATH = 'municipality.yaml';

interface Notice {
  readonly from?: string;
  readonly to?: string;
  readonly text: Readonly<Record<string, string>>;
}

export interface TypedNotice {
  readonly from: string;
  readonly to: string;
  readonly texts: Readonly<Record<string, string>>;
}

export async function noticesPage(
  services: Services,
  reply: FastifyReply,
  typed?: TypedNotice,
  error?: string,
) {
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

export function noticeProblem({ from, to, texts }: TypedNotice): string | undefined {
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
