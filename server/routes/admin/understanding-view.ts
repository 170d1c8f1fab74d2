import type { Procedure } from '../../domain/procedures/procedure.ts';
import { hiddenCells, LEAST_SHOWN } from '../../domain/understanding/hide-small.ts';
import { LEAST_STARTS, type Mend, nextMend } from '../../domain/understanding/next-mend.ts';
import { timeSaved, VISIT_MINUTES } from '../../domain/understanding/time-saved.ts';
import {
  CHECK_PAGE,
  type GroupUnderstanding,
  type Understanding,
} from '../../domain/understanding/understand.ts';
import { adminPaths } from '../../http/admin-paths.ts';
import type { PageModel } from '../../http/page-context.ts';
import type { Words } from '../../http/words.ts';
import { barChart } from '../../lib/bar-chart.ts';
import { textOf } from '../../lib/html.ts';
import { formatJstMonth } from '../../lib/japanese-calendar.ts';
import { formatNumber } from '../../lib/number-text.ts';
import { fieldLabelPlain, procedurePlain } from '../apply/procedure-text.ts';
import { SOURCE_WORDS } from './entry-source-words.ts';

const DEVICES: Readonly<Record<string, string>> = {
  phone: 'スマートフォン',
  tablet: 'タブレット',
  desktop: 'パソコン',
};

const number = (value: number) => formatNumber(value, 'ja');
const percent = (rate: number | null) =>
  rate === null ? '–' : `${formatNumber(rate * 100, 'ja', 0)}%`;
const few = `${LEAST_SHOWN}未満`;
const countText = (count: number, hidden: boolean) => (hidden ? few : number(count));

/** 「2分10秒」. */
function timeText(seconds: number | undefined): string {
  if (seconds === undefined) return '–';
  const [minutes, rest] = [Math.floor(seconds / 60), Math.round(seconds % 60)];
  return minutes === 0 ? `${rest}秒` : `${minutes}分${rest === 0 ? '' : `${rest}秒`}`;
}

/** Names of pages, questions and documents, as staff read them. */
function namesOf(procedure: Procedure, words: Words) {
  const plain = (key: string) => procedurePlain(procedure, words, key);
  return {
    page: (id: string) => (id === CHECK_PAGE ? '入力内容の確認' : plain(`pages.${id}.title`) || id),
    field(id: string) {
      const field = procedure.fields.get(id);
      return field === undefined ? id : fieldLabelPlain(procedure, words, field);
    },
    about(about: string) {
      const [kind, ...rest] = about.split('.');
      const key = rest.join('.');
      return kind === 'attachments' ? plain(`attachments.${key}.label`) || key : this.field(key);
    },
  };
}

type Names = ReturnType<typeof namesOf>;

/** As residents read it; what stood in for their own answer is left out. */
function errorText(code: string, label: string, words: Words): string {
  const text = words.has(`errors:${code}`) ? words.plain(`errors:${code}`, { label }) : '';
  return text === '' || text.includes('{{') ? 'この手続きの決まりに合わない答えです。' : text;
}

/** The one thing to mend next, in words: what, how many, what may help. */
function mendWords(mend: Mend, names: Names, words: Words) {
  const people = number(mend.people);
  switch (mend.kind) {
    case 'drop_off':
      return {
        what: `「${names.page(mend.page)}」のページで${people}人がやめています（来た人の${percent(mend.rate)}）。`,
        help: '質問を減らす、手もとにない書類を聞いていないか見る、あとで出せるようにする、のどれかを試してください。',
      };
    case 'field_errors':
      return {
        what: `「${names.field(mend.field)}」の入力で${people}回まちがいがありました（先へ進んだ人の${percent(mend.rate)}）。`,
        help: '質問の文に例を入れる、聞き方を変える、別の種類の質問（選ぶ、日付など）にする、のどれかを試してください。',
      };
    case 'returned':
      return {
        what: `「${names.about(mend.about)}」のために${people}件を差し戻しています（受け付けた件数の${percent(mend.rate)}）。理由は「${textOf(words.t(`status:return_reason.${mend.reason}`))}」です。`,
        help: '何を書く（出す）のかを、質問のすぐ下に例で示してください。',
      };
    case 'slow_page':
      return {
        what: `「${names.page(mend.page)}」のページに、半分の人が${timeText(mend.seconds)}以上かかっています。`,
        help: 'ページを2つに分ける、手もとに用意するものを最初のページで知らせる、のどちらかを試してください。',
      };
    case 'language':
      return {
        what: `${languageName(mend.locale, words)}で始めた人は、送るまで進む割合が低いです（${percent(mend.rate)}、ほかの言葉は${percent(mend.others)}）。`,
        help: 'その言葉の訳を、読める人に見てもらってください。',
      };
  }
}

const languageName = (locale: string, words: Words) =>
  words.has(`indicators:language.${locale}`)
    ? textOf(words.t(`indicators:language.${locale}`))
    : locale;

function groupTable(
  id: string,
  title: string,
  groups: readonly GroupUnderstanding[],
  nameOf: (key: string) => string,
) {
  const startedHidden = hiddenCells(groups.map(({ started }) => started));
  const sentHidden = hiddenCells(groups.map(({ sent }) => sent));
  const rows = groups.map((group, at) => {
    const isHidden = startedHidden[at] === true || sentHidden[at] === true;
    return {
      name: nameOf(group.key),
      started: countText(group.started, startedHidden[at] === true),
      sent: countText(group.sent, sentHidden[at] === true),
      rate: isHidden || group.started === 0 ? '–' : percent(group.sent / group.started),
      value: startedHidden[at] === true ? null : group.started,
    };
  });
  const bars = rows.map(({ name, started, value }) => ({ label: name, value, text: started }));
  // Where somebody came from is not carried through the form.
  const hasSent = id !== 'sources';
  return {
    id,
    title,
    rows,
    hasSent,
    chart: rows.length > 1 ? barChart({ id, title, bars }) : undefined,
  };
}

function pageTable(found: Understanding, names: Names) {
  const rows = found.pages.map((page) => ({
    name: names.page(page.page),
    reached: countText(page.reached, page.reached > 0 && page.reached < LEAST_SHOWN),
    dropOff: page.reached < LEAST_SHOWN ? '–' : percent(page.dropOff),
    errors: page.passed < LEAST_SHOWN ? '–' : percent(page.refusedPerPass),
    time: page.passed < LEAST_SHOWN ? '–' : timeText(page.medianSeconds),
    left: countText(page.left, page.left > 0 && page.left < LEAST_SHOWN),
    isHigh: page.reached >= LEAST_STARTS && (page.dropOff ?? 0) >= 0.15,
  }));
  const bars = found.pages.map((page, at) => ({
    label: rows[at]?.name ?? '',
    value: page.reached < LEAST_SHOWN ? null : page.reached,
    text: rows[at]?.reached ?? '',
    ...(rows[at]?.isHigh && { tone: 'attention' as const }),
  }));
  return { rows, chart: barChart({ id: 'pages', title: 'ページごとの人数', bars }) };
}

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

/** 「4日」, of milliseconds; undefined: too few were decided. */
function daysText(times: readonly number[]): string | undefined {
  if (times.length < LEAST_SHOWN) return undefined;
  const sorted = [...times].sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return `${formatNumber(median / 86_400_000, 'ja', 1)}日`;
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
