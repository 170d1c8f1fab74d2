import { plainText } from '../../lib/html.ts';
import { clausesAt, namesAt, whenWords } from './builder-conditions.ts';
import type { BuilderDesk } from './builder-desk.ts';
import { type Choice, input } from './builder-input.ts';
import { entryForms } from './builder-page-rules.ts';
import type { Block } from './builder-screen.ts';
import { listOf, textOf } from './builder-tree.ts';

/** In the order of locales/ja/catalogue.json; what only definitions use comes behind. */
const CATEGORIES = [
  'child-rearing',
  'elderly-care',
  'waste',
  'culture-sports',
  'residence',
  'tax',
  'health-insurance',
  'pension',
  'utilities',
  'transport',
  'city-planning',
  'pets',
  'welfare',
  'disability',
  'health',
  'community',
  'business',
  'disaster',
];

const LIFE_EVENTS = [
  'pregnancy-birth',
  'child-rearing',
  'school',
  'marriage',
  'moving',
  'work',
  'elderly-care',
  'disability',
  'bereavement',
  'daily-life',
  'pets',
  'disaster',
];

function named(
  { services }: BuilderDesk,
  room: string,
  codes: Iterable<string>,
): readonly Choice[] {
  const words = services.words('ja');
  return [...new Set(codes)].map((value) => {
    const key = `catalogue:${room}.${value}`;
    return { value, text: words.has(key) ? words.plain(key) : value };
  });
}

/** Codes that the published procedures use, and those of this one. */
function inUse(desk: BuilderDesk) {
  const procedures = [...desk.services.library.procedures.values()];
  const own = (key: string) => listOf(desk.tree[key]).map(textOf);
  return {
    categories: procedures.map(({ category }) => category),
    events: [...procedures.flatMap(({ lifeEvents }) => lifeEvents), ...own('life_events')],
    counted: [
      desk.version.procedureId,
      ...own('counts_as'),
      ...procedures.flatMap(({ countsAs }) => countsAs),
    ],
  };
}

/** What it is counted as; a new procedure is known to nobody by its key. */
function countedAs(desk: BuilderDesk, codes: Iterable<string>): readonly Choice[] {
  const { procedureId, title } = desk.version;
  return named(desk, 'counts_as', codes).map((one) =>
    one.value === procedureId && one.text === procedureId
      ? { ...one, text: `この手続き（${title}）` }
      : one,
  );
}

const IDENTITY: readonly Choice[] = [
  { value: 'L0', text: '確かめない', hint: 'だれでも出せるもの。予約、粗大ごみなど' },
  { value: 'L1', text: '連絡がつけばよい', hint: 'メールや電話で連絡できること' },
  { value: 'L2', text: '本人か確かめてから決める', hint: '窓口、電話、書類のどれかで確かめます' },
  { value: 'L3', text: '本人確認書類を見てから決める', hint: '手当の申請など' },
];

const EVIDENCE: readonly Choice[] = [
  { value: 'seen', text: '様式や条例を見て確かめた' },
  { value: 'general_knowledge', text: 'まだ確かめていないことがある' },
];

const DOOR: readonly Choice[] = [{ value: 'book', text: '予約する' }];
const SUBMISSION: readonly Choice[] = [
  { value: 'prepare_only', text: 'ここで作って、印刷して持ってくる' },
];

const NAMES = {
  id: 'names',
  heading: '名前と説明',
  path: [],
  inputs: [
    input.text('title', '手続きの名前', { required: true, hint: '例：自転車駐輪場の利用申込' }),
    input.long('summary', '1文の説明', {
      hint: '一覧と検索に出ます。例：駅前の駐輪場を、1か月使うための申込です。',
    }),
    input.lines('keywords', '検索の言葉', {
      hint: '1行に1つ。読みがなも入れると、見つけやすくなります。',
    }),
  ],
};

/** Of the procedure itself: name, law, section, where residents find it. */
export function basicsBlocks(desk: BuilderDesk): Block[] {
  const { sections } = desk.services.library.municipality;
  const used = inUse(desk);
  const categories = named(desk, 'category', [...CATEGORIES, ...used.categories]);
  const events = named(desk, 'life_event', [...LIFE_EVENTS, ...used.events]);
  const own = listOf(desk.tree['counts_as']).map(textOf);
  const counted = countedAs(desk, used.counted);
  const forms = [
    NAMES,
    {
      id: 'place',
      heading: '担当と根拠',
      path: [],
      inputs: [
        input.select('section', '担当の課', {
          choices: Object.entries(sections).map(([value, { name }]) => ({
            value,
            text: plainText(name['ja'] ?? value),
          })),
          required: true,
        }),
        input.text('basis', '根拠の法令や条例', {
          required: true,
          hint: '例：見本市自転車駐車場条例第5条',
        }),
        input.radios('evidence', '内容の確かめ', { choices: EVIDENCE, required: true }),
        input.radios('identity', '本人確認', { choices: IDENTITY, required: true }),
      ],
    },
    {
      id: 'found',
      heading: '見つけ方と数え方',
      path: [],
      inputs: [
        input.select('category', '種類', {
          choices: categories,
          required: true,
        }),
        input.many('life_events', 'できごと', { choices: events }),
        own.length > 1
          ? input.many('counts_as', '数えるときの手続き', { choices: counted, required: true })
          : input.select(['counts_as', 0], '数えるときの手続き', {
              choices: counted,
              required: true,
              hint: '公開する数字で、何として数えるか。新しいものは、手続きの名前のままにします。',
            }),
        input.select('door', '入り口', { choices: DOOR, none: '申請する' }),
        input.select('submission', '出し方', { choices: SUBMISSION, none: 'オンラインで出す' }),
        input.int('minutes', '入力にかかる時間（分）', { min: 1, max: 120, required: true }),
      ],
    },
  ];
  return [{ forms }];
}

/** What is said before somebody begins. */
export function startBlocks(desk: BuilderDesk): Block[] {
  const early = { isEarly: true } as const;
  const clauses = clausesAt(desk.conditions, early);
  const ready = entryForms(desk, {
    path: ['start', 'ready'],
    id: 'ready',
    noun: '用意するもの',
    stem: 'ready',
    titleOf: ({ text, when }) => {
      const words = whenWords(when, clauses);
      return desk.names.text(text) + (words && `（${words.replace(/^（(.*)）$/, '$1')}）`);
    },
    alone: 'text',
    inputs: [
      input.text('text', '用意するもの', { required: true, hint: '例：注射済証' }),
      input.when('when', '用意してもらうとき', {
        clauses,
        names: namesAt(desk.conditions, early),
        hint: 'まだ何も答えていないので、日付と町の設定だけで決められます。',
      }),
    ],
    make: ({ text = '', when }) => (when === undefined ? text : { text, when }),
  });
  return [
    {
      forms: [
        {
          id: 'start',
          heading: 'はじめのページ',
          path: [],
          groups: [],
          inputs: [
            input.long('start.who', 'だれの手続きか', { hint: '例：駅前の駐輪場を使いたい人' }),
            input.text('start.fee', '手数料の説明', {
              hint: '例：1台 2,000円。空のままだと「無料」と出ます。',
            }),
            input.long('start.paper', '紙で出すとき', {
              hint: '例：環境課の窓口でも申請できます。',
            }),
          ],
        },
      ],
    },
    { heading: '用意するもの', forms: ready },
  ];
}

/** When it is open, and until when somebody has to apply. */
export function windowBlocks(desk: BuilderDesk): Block[] {
  const dates = desk.pages.flatMap(({ fields }) =>
    fields.flatMap(({ key, label, type }) =>
      type === 'date' ? [{ value: key, text: label }] : [],
    ),
  );
  return [
    {
      forms: [
        {
          id: 'window',
          heading: '受付期間',
          lead: '何も入れなければ、いつでも受け付けます。期間の外では、受付が終わったと出ます。',
          path: [],
          groups: [['window', 'yearly'], ['window']],
          inputs: [
            input.day('window.from', '始まる日', { hint: '例：2026-04-01' }),
            input.day('window.to', '終わる日', { hint: '例：2027-03-31' }),
            input.monthDay('window.yearly.from', '毎年：始まる月日', { hint: '例：06-01' }),
            input.monthDay('window.yearly.to', '毎年：終わる月日', { hint: '例：06-30' }),
          ],
        },
        {
          id: 'deadline',
          heading: '期限',
          path: [],
          groups: [['deadline']],
          inputs: [
            input.text('deadline.text', '期限の説明', {
              hint: '例：犬を飼い始めた日の翌日から30日以内',
            }),
            input.int('deadline.days', '何日以内', { min: 0 }),
            input.select('deadline.after', 'どの日から数えるか', {
              choices: dates,
              none: '決めない',
            }),
          ],
        },
        {
          id: 'intake',
          heading: '毎月の締め切り',
          lead: '「10日までに出すと、来月から」のような締め切りです。',
          folded: true,
          path: [],
          groups: [['intake']],
          inputs: [
            input.int('intake.closes_day', '毎月何日までか', { min: 1, max: 31 }),
            input.int('intake.months_ahead', '何か月あとから数えるか', { min: 0, max: 12 }),
            input.long('intake.text', '説明'),
          ],
        },
      ],
    },
  ];
}
