import type { FieldPlan } from '../procedures/compile/plan.ts';
import type { WrittenDefinition } from '../procedures/compile-procedure.ts';
import { betterType } from './free-text-types.ts';
import type { GateFinding } from './gate-finding.ts';
import { shortText, withoutRuby } from './new-finding.ts';

const LONGEST_HINT = 120;
const MOST_RADIOS = 12;

/** A counting word in the label, or an example, says what is counted. */
const COUNTS = /[数回歳番枚通個台頭人年月週日分]|いくつ|何|年齢|（.+）|例：/;

export type Tell = (
  level: GateFinding['level'],
  code: string,
  path: readonly PropertyKey[],
  said: readonly [message: string, mend: string],
) => void;

/** What is wrong with one question, by itself. */
export function tellField(
  { byLocale }: WrittenDefinition,
  { source, path, textKey }: FieldPlan,
  label: string,
  tell: Tell,
): void {
  const hint = withoutRuby(byLocale.get('ja')?.get(`${textKey}.hint`) ?? '');
  const name = shortText(label);
  const better =
    source.type === 'text' || source.type === 'long_text' ? betterType(label) : undefined;
  if (better?.type === 'individual_number') {
    tell(
      'error',
      'individual_number',
      [...path, 'type'],
      [
        `「${name}」を、ふつうの文字の質問で聞いています。マイナンバーは、法律で決まった場合だけ、守られた形で聞けます。`,
        '質問のページの「答え方を変える」で「個人番号（マイナンバー）」にして、根拠の法律を書いてください。',
      ],
    );
  } else if (better && source.pattern === undefined) {
    tell(
      'warning',
      'better_type',
      [...path, 'type'],
      [
        `「${name}」を自由な文字で聞いています。書きまちがいが見つけられません。`,
        `質問のページの「答え方を変える」で、「${better.name}」にしてください。`,
      ],
    );
  }
  if (source.type === 'number' && source['unit'] === undefined && !COUNTS.test(label + hint)) {
    tell(
      'warning',
      'no_unit',
      [...path, 'unit'],
      [
        `「${name}」の数の単位がありません。`,
        '単位を選ぶか、質問に入れてください。例：「何人ですか」。',
      ],
    );
  }
  if (!better && needsHint(source.type, label) && hint === '') {
    tell(
      'warning',
      'no_hint',
      [...path, 'hint'],
      [
        `「${name}」が、どの紙のどこに書いてあるかがわかりません。`,
        '説明に書いてください。例：「保険証に書いてある8けたの数字です。」',
      ],
    );
  }
  if (hint.length > LONGEST_HINT) {
    tell(
      'warning',
      'long_hint',
      [...path, 'hint'],
      [
        `「${name}」の説明が長すぎます（${hint.length}字）。`,
        `${LONGEST_HINT}字までにして、残りはページのお知らせに書いてください。`,
      ],
    );
  }
  tellOptions({ source, path }, name, tell);
}

/** A number that somebody else has given: it has to be looked up on a paper, which the label may name. */
function needsHint(type: string, label: string): boolean {
  const isGiven = (type === 'text' || type === 'digits') && /(?:番号|記号)$/.test(label);
  return isGiven && !/(?:証|書|票|札|カード|手帳|通知)の(?:番号|記号)$/.test(label);
}

function tellOptions(
  { source, path }: Pick<FieldPlan, 'source' | 'path'>,
  name: string,
  tell: Tell,
): void {
  const keys = Object.keys(source.options ?? {});
  if (keys.length === 0) return;
  if (source.type === 'choice' && keys.length === 1) {
    tell(
      'warning',
      'one_option',
      [...path, 'options'],
      [
        `「${name}」で選べるものが、ひとつしかありません。`,
        '選択肢を足すか、質問の種類を「はい・いいえ」か「同意」にしてください。',
      ],
    );
  }
  if (source.type === 'choice' && source['as'] !== 'select' && keys.length > MOST_RADIOS) {
    tell(
      'warning',
      'many_options',
      [...path, 'options'],
      [
        `「${name}」の選択肢が${keys.length}個、縦に並びます。`,
        '「一覧から選ぶ」形にしてください。',
      ],
    );
  }
}
