import { describe, expect, it } from 'vitest';
import { dueAttachments } from '../../../server/domain/procedures/due-attachments.ts';
import { computeJourney } from '../../../server/domain/procedures/journey.ts';
import { compile, compileGood, HEAD_LINES, TODAY } from './sample-town.ts';

const BODY = `conditions:
  dear: cost > 1000
  dearer: final_cost > cost
review: { approval: true, outcomes: [granted, refused], appeal: true }
pages:
  - id: plan
    title: 工事の計画
    fields:
      rail: { type: yes_no, label: 手すり }
      cost: { type: yen, label: 見積もり }
attachments:
  estimate: { label: 見積書, when: dear }
phases:
  report:
    title: 工事のあとの届出
    text: 領収書を出してください。
    opens: approved
    within: { days: 60 }
    pages:
      - id: done_work
        title: 工事の結果
        fields:
          final_cost: { type: yen, label: かかったお金 }
      - id: why_more
        title: 増えた理由
        when: dearer
        fields:
          why: { type: text, label: 理由 }
    attachments:
      receipt: { label: 領収書, when: final_cost > 0 }
  claim:
    title: 請求
    text: 口座を入力してください。
    opens: granted
    pages:
      - id: claimed
        title: 請求する額
        when: final_cost > 0
        fields:
          claimed_yen: { type: yen, label: 額 }
notices:
  approved: { text: 工事を始めてください。 }
  reminder: { of: today, days_before: 3, text: 明日です。 }
intake: { closes_day: 10, months_ahead: 1, text: 10日までに出してください。 }
`;

const APPLIED = { rail: true, cost: 5000 };
const context = { today: TODAY };

describe('phases', () => {
  const procedure = compileGood(BODY);
  const ids = (answers: object, phase?: string) =>
    computeJourney(procedure, answers as never, context, {
      ...(phase !== undefined && { phase }),
    }).reached.map(({ page }) => page.id);

  it('are compiled like the application, with texts and fields of one namespace', () => {
    expect(procedure.pages.map(({ id }) => id)).toEqual(['plan']);
    expect(procedure.phases).toMatchObject([
      {
        id: 'report',
        opens: 'approved',
        withinDays: 60,
        pages: [{ id: 'done_work' }, { id: 'why_more' }],
      },
      { id: 'claim', opens: 'granted', pages: [{ id: 'claimed' }] },
    ]);
    expect([...procedure.fields.keys()]).toEqual([
      'rail',
      'cost',
      'final_cost',
      'why',
      'claimed_yen',
    ]);
    expect(procedure.text('ja', 'phases.report.title')).toBe('工事のあとの届出');
    expect(procedure.text('ja', 'phases.report.text')).toBe('領収書を出してください。');
    expect(procedure.text('ja', 'pages.done_work.title')).toBe('工事の結果');
    expect(procedure.text('ja', 'attachments.receipt.label')).toBe('領収書');
    expect(procedure.text('ja', 'notices.approved.text')).toBe('工事を始めてください。');
    expect(procedure.text('ja', 'notices.reminder.text')).toBe('明日です。');
    expect(procedure.text('ja', 'intake.text')).toBe('10日までに出してください。');
  });

  it('are not part of the application', () => {
    expect(ids(APPLIED)).toEqual(['plan']);
    expect(computeJourney(procedure, APPLIED, context).complete).toBe(true);
  });

  it('walk their own pages, knowing the application and earlier phases', () => {
    expect(ids({ ...APPLIED, final_cost: 4000 }, 'report')).toEqual(['done_work']);
    const more = { ...APPLIED, final_cost: 6000 };
    expect(ids(more, 'report')).toEqual(['done_work', 'why_more']);
    expect(ids(more, 'claim')).toEqual(['claimed']);
    const journey = computeJourney(procedure, { ...more, why: '値上がり' }, context, {
      phase: 'report',
    });
    expect(journey).toMatchObject({ total: 2, complete: true });
    expect(journey.answers).toEqual({ final_cost: 6000, why: '値上がり' });
    expect(journey.scope['rail']).toBe(true);
    expect(() => ids({}, 'gone')).toThrow(RangeError);
  });

  it('have attachments of their own', () => {
    const answers = { ...APPLIED, final_cost: 6000 };
    const first = computeJourney(procedure, answers, context);
    expect(dueAttachments(procedure, first).map(({ key }) => key)).toEqual(['estimate']);
    const then = computeJourney(procedure, answers, context, { phase: 'report' });
    expect(dueAttachments(procedure, then, 'report').map(({ key }) => key)).toEqual(['receipt']);
  });
});

/** [what is wrong, from, to, code, line after the head] */
const FAULTS: readonly (readonly [string, string, string, string, number])[] = [
  ['a phase without the approval that opens it', 'approval: true, ', '', 'missing_approval', 17],
  [
    'an approval that opens nothing',
    'opens: approved',
    'opens: granted',
    'approval_leads_nowhere',
    4,
  ],
  ['a route past nobody', 'approval: true', 'approval: true, route: [boss]', 'unknown_position', 4],
  [
    'a route downwards',
    'approval: true',
    'approval: true, route: [manager, chief]',
    'wrong_route',
    4,
  ],
  [
    'a phase after an outcome that is not',
    'granted, refused',
    'completed, refused',
    'unknown_outcome',
    34,
  ],
  ['an appeal without a refusal', 'granted, refused', 'granted', 'unknown_outcome', 4],
  [
    'a notice of an outcome that is not',
    'approved: { text',
    'completed: { text',
    'unknown_outcome',
    42,
  ],
  ['a page id twice', 'id: why_more', 'id: plan', 'duplicate_id', 24],
  ['a field id twice', 'why: { type', 'cost: { type', 'duplicate_id', 28],
  ['an attachment twice', 'receipt: {', 'estimate: {', 'duplicate_id', 30],
  [
    'something to book in a phase',
    'why: { type: text,',
    'why: { type: slot_picker, resource: "\'hall-a\'",',
    'wrong_place',
    28,
  ],
  [
    'an application that leans on a phase',
    'when: dear }',
    'when: dearer }',
    'forward_reference',
    12,
  ],
];

describe('what does not fit together', () => {
  it.each(FAULTS)('tells %s', (_, from, to, code, line) => {
    const { findings } = compile(BODY.replace(from, to));
    expect(findings.map((finding) => [finding.code, finding.line - HEAD_LINES])).toContainEqual([
      code,
      line,
    ]);
  });
});

describe('example cases of phases', () => {
  const examples = (pages: string, errors: string) => `${BODY}examples:
  dearer:
    answers: { rail: true, cost: 5000, final_cost: 6000 }
    expect:
      pages: [plan]
      phases: { report: { pages: [${pages}], attachments: [receipt], errors: ${errors} } }
`;
  const told = (pages: string, errors = '{}', body = examples(pages, errors)) =>
    compile(body).findings.map(({ code, message }) => `${code} ${message}`);

  it('are checked', () => {
    expect(told('done_work, why_more')).toEqual([]);
    expect(told('done_work')).toMatchObject([expect.stringContaining('（report.pages）')]);
    expect(told('done_work, why_more', '{ why: too_long }')).toMatchObject([
      expect.stringContaining('（report.errors.why）'),
    ]);
  });

  it('know which pages and phases there are', () => {
    expect(told('done_work, plan')[0]).toContain('unknown_name ページ「plan」');
    const wrong = examples('done_work', '{}').replace('phases: { report', 'phases: { repot');
    expect(told('', '{}', wrong)).toEqual([expect.stringContaining('unknown_name 段階「repot」')]);
  });
});
