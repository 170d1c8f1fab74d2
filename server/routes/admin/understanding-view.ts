import type { Procedure } from '../../domain/procedures/procedure.ts';
import { LEAST_SHOWN } from '../../domain/understanding/hide-small.ts';
import { LEAST_STARTS } from '../../domain/understanding/mend-candidates.ts';
import { nextMend } from '../../domain/understanding/next-mend.ts';
import { timeSaved, VISIT_MINUTES } from '../../domain/understanding/time-saved.ts';
import type { Understanding } from '../../domain/understanding/understanding.ts';
import { adminPaths } from '../../http/admin-paths.ts';
import type { PageModel } from '../../http/page-context.ts';
import type { Words } from '../../http/words.ts';
import { textOf } from '../../lib/html.ts';
import { formatJstMonth } from '../../lib/japanese-calendar.ts';
import { procedurePlain } from '../apply/procedure-text.ts';
import { SOURCE_WORDS } from './entry-source-words.ts';
import { daysText, number, percent, timeText } from './figure-texts.ts';
import { mendWords } from './mend-words.ts';
import { groupTable } from './understood-groups.ts';
import { errorText, languageName, namesOf } from './understood-names.ts';
import { pageTable } from './understood-pages.ts';

const DEVICES: Readonly<Record<string, string>> = {
  phone: 'スマートフォン',
  tablet: 'タブレット',
  desktop: 'パソコン',
};

function savedTime(found: Understanding, procedure: Procedure, visitMinutes: number | undefined) {
  const minutes = timeSaved(found.sent, {
    paperMinutes: procedure.minutes,
    seconds: found.medianSeconds,
    visitMinutes,
  });
  return {
    hours: number(Math.round(minutes / 60)),
    formula: `送られた件数 ×（役所までの往復と待ち時間 ${visitMinutes ?? VISIT_MINUTES}分 ＋ 紙に書く時間 ${procedure.minutes}分 − オンラインでかかった時間の中央値 ${timeText(found.medianSeconds)}）`,
  };
}

export function understandingView(input: {
  readonly procedure: Procedure;
  readonly found: Understanding;
  readonly decisionTimes: readonly number[];
  readonly visitMinutes: number | undefined;
  readonly months: { readonly from: string; readonly to: string };
  readonly words: Words;
}): PageModel {
  const { procedure, found, words, months } = input;
  const names = namesOf(procedure, words);
  const mend = nextMend(found);
  const name = procedurePlain(procedure, words, 'title') || procedure.id;
  return {
    title: `${name}のようす`,
    name,
    back: adminPaths.procedure(procedure.id),
    months: {
      from: formatJstMonth(months.from, 'ja'),
      to: formatJstMonth(months.to, 'ja'),
    },
    hasAny: found.pages.some(({ reached }) => reached > 0),
    started: number(found.started),
    sent: number(found.sent),
    rate: found.started < LEAST_SHOWN ? '–' : percent(Math.min(1, found.sent / found.started)),
    time: timeText(found.medianSeconds),
    processing: daysText(input.decisionTimes),
    saved: savedTime(found, procedure, input.visitMinutes),
    mend: mend && mendWords(mend, names, words),
    isTooFew: found.started < LEAST_STARTS,
    leastStarts: LEAST_STARTS,
    pages: pageTable(found, names),
    fields: found.fields
      .filter(({ count }) => count >= LEAST_SHOWN)
      .slice(0, 10)
      .map(({ page, field, code, count }) => ({
        page: names.page(page),
        field: names.field(field),
        error: errorText(code, names.field(field), words),
        count: number(count),
      })),
    returns: found.returns
      .filter(({ count }) => count >= LEAST_SHOWN)
      .slice(0, 10)
      .map(({ about, reason, count }) => ({
        about: names.about(about),
        reason: textOf(words.t(`status:return_reason.${reason}`)),
        count: number(count),
      })),
    groups: [
      groupTable('locales', '言葉', found.locales, (key) => languageName(key, words)),
      groupTable('devices', '使った機器', found.devices, (key) => DEVICES[key] ?? key),
      groupTable(
        'sources',
        'どこから来たか',
        found.sources,
        (key) => (SOURCE_WORDS as Readonly<Record<string, string>>)[key] ?? key,
      ),
    ].filter(({ rows }) => rows.length > 0),
  };
}
