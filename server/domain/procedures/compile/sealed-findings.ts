import type { Definition } from '../definition-schema.ts';
import type { YamlPath } from '../source-file.ts';
import { planAttachments } from './attachments.ts';
import type { PagePlan } from './plan.ts';
import type { Report } from './report.ts';

type Told = readonly [path: YamlPath, what: string, mend: string];

const PAID_LATER: readonly string[] = ['after_review', 'at_counter', 'monthly_bill'];

/** What needs the portal to read answers after they were sent. */
function featuresOf(definition: Definition): readonly Told[] {
  const { submission, phases, fee, changes, notices, output } = definition;
  const away = 'この行を消すか、sealed を消してください。';
  const all: readonly (Told | false)[] = [
    submission === 'prepare_only' && [['submission'], '印刷して持っていく手続', away],
    phases !== undefined && [['phases'], 'あとの段階（phases）', away],
    fee !== undefined &&
      PAID_LATER.includes(fee.when) && [
        ['fee', 'when'],
        'あとで払う手数料',
        'with_application か none にしてください。',
      ],
    fee?.exempt_proof !== undefined && [['fee', 'exempt_proof'], '書類で確かめる免除', away],
    changes !== undefined && [['changes'], '送った後の変更（changes）', away],
    notices?.reminder !== undefined && [['notices', 'reminder'], '答えの日のお知らせ', away],
    output?.form !== undefined && [
      ['output', 'form'],
      '申請書の様式（PDF）',
      'form を消してください。開いた記録（JSON・CSV）が代わりになります。',
    ],
  ];
  return all.filter((one) => one !== false);
}

/** Whether it is still awaited hangs on answers that nobody here can read. */
function documentsOf(definition: Definition): readonly Told[] {
  return planAttachments(definition).flatMap(({ key, source, path }): readonly Told[] => {
    if (source.deliver === 'paper') {
      return [[path, `原本で出す書類（${key}）`, 'deliver を消すか、この書類を消してください。']];
    }
    if (source.may_follow !== true) return [];
    const mend =
      path[0] === 'who'
        ? `attachments に「${key}」を書いてください（may_follow なし）。`
        : 'may_follow を消してください。';
    return [[path, `あとから出す書類（${key}）`, mend]];
  });
}

function fieldsOf(plans: readonly PagePlan[]): readonly Told[] {
  const numbers = plans
    .flatMap(({ fields }) => fields)
    .filter(({ source }) => source.type === 'individual_number');
  // One by one, for a purpose, and written down: that is not so in a file that somebody opens.
  return numbers.map(({ path }) => [path, '個人番号の項目', 'この項目を消してください。'] as const);
}

/** Tells what a sealed procedure can't have: each would need the portal to read what was sent. */
export function checkSealed(
  definition: Definition,
  plans: readonly PagePlan[],
  report: Report,
): void {
  if (!definition.sealed) return;
  const told = [...featuresOf(definition), ...documentsOf(definition), ...fieldsOf(plans)];
  for (const [path, what, mend] of told) {
    report.error(path, 'not_when_sealed', `封をする手続では、${what}は使えません。`, mend);
  }
}
