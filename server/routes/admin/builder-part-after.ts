import { adminPaths } from '../../http/admin-paths.ts';
import { clausesAt } from './builder-conditions.ts';
import type { BuilderDesk } from './builder-desk.ts';
import { type Choice, input } from './builder-input.ts';
import { entryForms } from './builder-page-rules.ts';
import type { Block, BuilderForm } from './builder-screen.ts';
import { textOf, treeOf } from './builder-tree.ts';

const EVENTS = {
  received: '受け付けたとき',
  returned: '直してほしいとき',
  approved: '承認したとき',
  granted: '認めたとき',
  refused: '認めなかったとき',
  completed: '終わったとき',
} as const;

function slotsOf({ pages }: BuilderDesk) {
  return pages.flatMap((page) =>
    page.fields.filter(({ type }) => type === 'slot_picker').map((field) => ({ page, field })),
  );
}

/** What is booked: its question stands on a page. */
export function bookingBlocks(desk: BuilderDesk): Block[] {
  const found = slotsOf(desk);
  const { version } = desk;
  const lead =
    found.length === 0
      ? 'この手続きでは、まだ何も予約しません。ページを開いて「質問を加える」から「予約する日と時間」を選ぶと、空いている日のカレンダーが出ます。'
      : '予約の締め切りや定員は「町の設定」の予約できるもので決めます。';
  return [
    {
      lead,
      list: {
        heading: '予約する質問',
        empty: 'まだありません。',
        entries: found.map(({ page, field }) => ({
          id: field.key,
          text: field.label,
          marks: [page.title],
          href: adminPaths.field(version.id, page.id, field.id),
          buttons: [],
        })),
      },
    },
  ];
}

/** One sentence more in the mail and on the status page; a reminder before a day. */
export function noticeBlocks(desk: BuilderDesk): Block[] {
  const days: readonly Choice[] = desk.pages.flatMap(({ fields, repeat }) =>
    repeat !== undefined
      ? []
      : fields.flatMap(({ key, label, type }) =>
          type === 'date'
            ? [{ value: key, text: label }]
            : type === 'slot_picker'
              ? [{ value: `${key}.day`, text: `${label}（予約した日）` }]
              : [],
        ),
  );
  const now = textOf(treeOf(treeOf(desk.tree['notices'])['reminder'])['of']);
  const other =
    now === '' || days.some(({ value }) => value === now)
      ? []
      : [{ value: now, text: `式：${now}` }];
  const events = Object.entries(EVENTS).map(([key, label]) =>
    input.long(`notices.${key}.text`, label),
  );
  return [
    {
      forms: [
        {
          id: 'notices',
          heading: 'メールと状況のページに足す文',
          lead: '決まった文のほかに、1文足すものがあるときだけ入れます。',
          path: [],
          groups: [...Object.keys(EVENTS).map((key) => ['notices', key])],
          inputs: events,
        },
        {
          id: 'reminder',
          heading: '前もって知らせる',
          path: [],
          groups: [['notices', 'reminder']],
          inputs: [
            input.select('notices.reminder.of', 'どの日の前に', {
              choices: [...other, ...days],
              none: '知らせない',
            }),
            input.int('notices.reminder.days_before', '何日前に', { min: 0 }),
            input.long('notices.reminder.text', '文', { hint: '例：予約した日が近づきました。' }),
          ],
        },
      ],
    },
  ];
}

/** What happens after the application, in order. */
export function nextBlocks(desk: BuilderDesk): Block[] {
  const forms = entryForms(desk, {
    path: ['next'],
    id: 'next',
    noun: '次に起きること',
    stem: 'step',
    titleOf: (entry) => desk.names.text(entry['text']),
    inputs: [
      input.long('text', '何が起きるか', { required: true, hint: '例：内容を確認します。' }),
      input.int('days', 'かかる日数', { min: 0, hint: '入れると、いつごろかを日付で見せます。' }),
      input.when('when', 'この文を出すとき', { clauses: clausesAt(desk.conditions) }),
    ],
  });
  return [{ lead: '送ったあとのページと、状況のページに、この順で出ます。', forms }];
}

const OUTCOMES: readonly Choice[] = [
  { value: 'granted', text: '認める' },
  { value: 'refused', text: '認めない' },
  { value: 'completed', text: '終わりにする' },
];

/** What staff decide, who signs, how long it is kept. */
export function reviewBlocks(desk: BuilderDesk): Block[] {
  const positions = desk.services.library.municipality.positions;
  const known = positions
    ? Object.entries(positions).map(([value, { name }]) => ({ value, text: name }))
    : [
        { value: 'chief', text: '係長' },
        { value: 'manager', text: '課長' },
      ];
  const decision: BuilderForm = {
    id: 'review',
    heading: '決定',
    path: [],
    inputs: [
      input.many('review.outcomes', '職員が選ぶ結果', { choices: OUTCOMES }),
      input.int('review.days', '決定までの日数', { min: 1 }),
      input.tick('review.approval', '途中で承認する（あとから出すものがあるとき）'),
      input.tick('review.appeal', '認めないとき、理由と審査請求の案内を付ける'),
      input.text('review.appeal_to', '審査請求の相手（町長でないとき）'),
      input.tick('review.appeal_first', '裁判の前に、審査請求が要る'),
      input.many('review.route', '決裁する人（下から）', {
        choices: known,
        nothing: '決裁しない（担当の人だけで決める。課の決まりより優先）',
        hint: '1つも選ばなければ、課の決まりのとおりです。',
      }),
    ],
    groups: [['review']],
  };
  const keeping: BuilderForm = {
    id: 'retention',
    heading: '保存する年数',
    lead: '終わった日の次の4月1日から数えます。決めなければ、消しません。',
    path: [],
    inputs: [
      input.int('retention.years', '何年', { min: 1, max: 30 }),
      input.int('retention.refused', '認めなかったもの', { min: 1, max: 30, hint: '違うときだけ' }),
      input.int('retention.withdrawn', '取り下げたもの', { min: 1, max: 30, hint: '違うときだけ' }),
      input.select('retention.from', '数え始め', {
        choices: [{ value: 'closed', text: '終わったとき' }],
        none: '決めない',
      }),
    ],
    groups: [['retention']],
  };
  return [{ forms: [decision, keeping] }];
}
