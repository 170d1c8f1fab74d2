import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  MOST_WHY,
  type ProtectionProblems,
  type TypedProtection,
} from '../../domain/protections/new-protection.ts';
import { postedText } from '../../http/posted-text.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { listIn, postedForm } from './case/posted-values.ts';
import { possibleReaders, readerChoices } from './protections-readers.ts';

const PROBLEMS: Readonly<Record<keyof ProtectionProblems, string>> = {
  family: '氏と名を入力してください（60文字まで）。例：見本 花子',
  birth: '生年月日か、本人だけの電話番号を入力してください。例：1990年4月1日',
  phone: '電話番号を確かめてください。例：090-1234-5678',
  from: '始める日を確かめてください。今日から60日先まで、前は1年以内の日です。',
  why: `理由と、申出を受けた書類を入力してください（${MOST_WHY}文字まで）。例：11月20日の申出書。警察の意見あり。`,
  readers: '見られる職員を選んでください。課長を1人以上入れてください。',
};

export function typedProtection(request: FastifyRequest): TypedProtection {
  const posted = postedText(request);
  const text = (name: string) => posted(name).trim();
  return {
    family: text('family'),
    given: text('given'),
    family_kana: text('family_kana'),
    given_kana: text('given_kana'),
    birth: text('birth'),
    phone: text('phone'),
    from: text('from'),
    why: text('why'),
    readers: [...new Set(listIn(postedForm(request), 'reader'))],
  };
}

interface Shown {
  readonly typed: TypedProtection;
  readonly problems?: ProtectionProblems;
  /** The case from which somebody came. */
  readonly caseId: string;
}

/** The form, with what is missing. */
export async function protectionForm(
  services: Services,
  reply: FastifyReply,
  { typed, problems = {}, caseId }: Shown,
): Promise<string> {
  const found = Object.keys(problems) as (keyof ProtectionProblems)[];
  if (found.length > 0) reply.code(422);
  return reply.officePage('office/protection-new', {
    title: '支援措置を登録する',
    styles: ['office-account.css', 'office-exports.css'],
    scripts: ['once.js'],
    hasErrors: found.length > 0,
    errors: Object.fromEntries(found.map((key) => [key, PROBLEMS[key]])),
    found: found.map((key) => ({ href: `#${key}`, text: PROBLEMS[key] })),
    typed,
    caseId,
    readers: readerChoices(await possibleReaders(services), typed.readers),
  });
}

export function newProtectionPage(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<string> {
  const from = todayInTokyo(services.clock.now());
  const empty = { family: '', given: '', family_kana: '', given_kana: '', birth: '', phone: '' };
  const { case: caseId } = request.query as { case?: unknown };
  return protectionForm(services, reply, {
    typed: { ...empty, from, why: '', readers: [request.staff?.id ?? ''] },
    caseId: typeof caseId === 'string' ? caseId : '',
  });
}
