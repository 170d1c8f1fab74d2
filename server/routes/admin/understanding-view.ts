import type { Procedure } from '../../domain/procedures/procedure.ts';
import { finishedRate } from '../../domain/understanding/finished-rate.ts';
import { LEAST_SHOWN } from '../../domain/understanding/hide-small.ts';
import type { Mend } from '../../domain/understanding/mend.ts';
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
import {
  countText,
  daysText,
  isFew,
  number,
  percent,
  shareText,
  timeText,
} from './figure-texts.ts';
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
  const time = found.sent < LEAST_SHOWN ? '（まだ数が足りません）' : timeText(found.medianSeconds);
  return {
    hours: found.sent < LEAST_SHOWN ? '–' : `${number(Math.round(minutes / 60))}時間`,
    formula: `送られた件数 ×（役所までの往復と待ち時間 ${visitMinutes ?? VISIT_MINUTES}分 ＋ 紙に書く時間 ${procedure.minutes}分 − オンラインでかかった時間 ${time}）`,
  };
}

function totals(found: Understanding, procedure: Procedure, visitMinutes: number | undefined) {
  const { started, sent, atCounter } = found;
  const isTold = started >= LEAST_SHOWN && !isFew(sent);
  return {
    started: countText(started, isFew(started)),
    sent: countText(sent, isFew(sent)),
    atCounter: countText(atCounter, isFew(atCounter)),
    rate: isTold ? percent(finishedRate(found)) : '–',
    time: sent < LEAST_SHOWN ? '–' : timeText(found.medianSeconds),
    saved: savedTime(found, procedure, visitMinutes),
  };
}

export function understandingView(input: {
  readonly procedure: Procedure;
  readonly found: Understanding;
  readonly decisionTimes: readonly number[];
  readonly visitMinutes: number | undefined;
  readonly months: { readonly from: string; readonly to: string };
  readonly words: Words;
  /** Where whoever asks may mend it. */
  readonly mendPlace?: ((mend: Mend) => { href: string; text: string }) | undefined;
}): PageModel {
  const { procedure, found, words, months } = input;
  const names = namesOf(procedure, words);
  const mend = nextMend(found);
  const name = procedurePlain(procedure, words, 'title') || procedure.id;
  return {
    title: `${name}のわかりやすさ`,
    name,
    back: adminPaths.procedure(procedure.id),
    months: {
      from: formatJstMonth(months.from, 'ja'),
      to: formatJstMonth(months.to, 'ja'),
    },
    hasAny: found.pages.some(({ reached }) => reached > 0),
    ...totals(found, procedure, input.visitMinutes),
    processing: daysText(input.decisionTimes),
    mend: mend && { ...mendWords(mend, names, words), place: input.mendPlace?.(mend) },
    isTooFew: found.started < LEAST_STARTS,
    leastStarts: LEAST_STARTS,
    pages: pageTable(found, names),
    fields: found.fields
      .filter(({ count }) => count >= LEAST_SHOWN)
      .slice(0, 10)
      .map(({ page, field, code, count, perPass, gaveUp, dropOff }) => ({
        page: names.page(page),
        field: names.field(field, page),
        error: errorText(code, names.field(field, page), words),
        count: number(count),
        perPass: percent(perPass),
        dropOff: shareText(gaveUp, dropOff),
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
