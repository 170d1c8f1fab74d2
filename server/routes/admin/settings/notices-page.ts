import type { FastifyReply } from 'fastify';
import { parse } from 'yaml';
import { adminPaths } from '../../../http/admin-paths.ts';
import type { Services } from '../../../services.ts';
import type { FieldError } from './field-errors.ts';
import { languageFields } from './languages.ts';
import { DAY } from './posted.ts';
import { townText } from './propose-edit.ts';

const PATH = 'municipality.yaml';
const WRONG_DAY = '日は「2026-12-10」の形で入力してください。';

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
  errors: readonly FieldError[] = [],
) {
  const { notices = [] } = parse(await townText(services, PATH)) as { notices?: Notice[] };
  if (errors.length > 0) reply.code(422);
  return reply.officePage('admin/settings-notices', {
    title: 'お知らせ',
    hasErrors: errors.length > 0,
    errors,
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

const isWrongDay = (day: string) => day !== '' && !DAY.test(day);

function endProblem({ from, to }: TypedNotice): string | undefined {
  if (isWrongDay(to)) return WRONG_DAY;
  return from !== '' && to !== '' && to < from
    ? '終わりの日は、始まりの日より後にしてください。'
    : undefined;
}

/** In the order of the page. */
export function noticeErrors(typed: TypedNotice): readonly FieldError[] {
  const wrongEnd = endProblem(typed);
  const noText = 'お知らせの文を日本語で入力してください。例：12月10日は窓口を15時に閉めます。';
  return [
    ...(isWrongDay(typed.from) ? [{ at: 'from', text: WRONG_DAY }] : []),
    ...(wrongEnd === undefined ? [] : [{ at: 'to', text: wrongEnd }]),
    ...(typed.texts['ja'] ? [] : [{ at: 'text_ja', text: noText }]),
  ];
}
