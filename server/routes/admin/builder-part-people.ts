import { type Clauses, clausesAt } from './builder-conditions.ts';
import type { BuilderDesk } from './builder-desk.ts';
import { type Choice, type FormInput, input } from './builder-input.ts';
import { entryForms } from './builder-page-rules.ts';
import type { Block } from './builder-screen.ts';
import { listOf, textOf } from './builder-tree.ts';

const APPLICANTS = ['self', 'family', 'agent', 'guardian', 'corporation'];

/** Who may apply, and with which document they show it. */
export function whoBlocks(desk: BuilderDesk): Block[] {
  const choices = APPLICANTS.map((key) => ({ value: key, text: desk.names.text(`$who_${key}`) }));
  const documents = Object.entries((desk.tree['attachments'] ?? {}) as Record<string, unknown>).map(
    ([value, one]) => ({
      value,
      text: desk.names.text((one as { label?: unknown }).label) || value,
    }),
  );
  const may = listOf((desk.tree['who'] as { may_apply?: unknown } | undefined)?.may_apply).map(
    textOf,
  );
  const proofs = choices
    .filter(({ value }) => value !== 'self' && may.includes(value))
    .map(({ value, text }) =>
      input.select(`who.proof.${value}`, `「${text}」が出す書類`, {
        choices: documents,
        none: '要らない',
      }),
    );
  return [
    {
      forms: [
        {
          id: 'who',
          heading: '申請できる人',
          lead: '1つも選ばなければ、本人だけが申請し、だれが申請するかは聞きません。',
          path: [],
          groups: [['who', 'proof'], ['who']],
          inputs: [input.many('who.may_apply', '申請できる人', { choices }), ...proofs],
        },
      ],
    },
  ];
}

const ACCEPTS: readonly Choice[] = [
  { value: 'photo', text: '写真だけ' },
  { value: 'document', text: '書類（写真かPDF）だけ' },
];

/** What is said of one document, of the application or of what comes later. */
export const documentInputs = (clauses: Clauses): readonly FormInput[] => [
  input.text('label', '書類の名前', { required: true, hint: '例：年金加入証明書' }),
  input.long('hint', '説明', { hint: '何が写っていればよいか。例：氏名と日付が読めること' }),
  input.when('when', '出してもらうとき', { clauses }),
  input.tick('may_follow', 'あとから出してもよい'),
  input.select('deliver', '出し方', {
    choices: [{ value: 'paper', text: '原本を持ってくるか、送る' }],
    none: '写真やファイルを送る',
  }),
  input.select('accept', '受け取るもの', { choices: ACCEPTS, none: '何でも' }),
  input.int('max_files', '何枚まで', { min: 1, max: 20 }),
];

/** Documents that are asked for after the last page. */
export function attachmentBlocks(desk: BuilderDesk): Block[] {
  const forms = entryForms(desk, {
    path: ['attachments'],
    id: 'attachment',
    noun: '書類',
    stem: 'document',
    titleOf: (entry) => desk.names.text(entry['label']),
    inputs: documentInputs(clausesAt(desk.conditions)),
  });
  return [{ lead: '質問のあとに、書類を付けるページが出ます。', forms }];
}
