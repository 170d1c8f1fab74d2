import {
  GATE_CHECKS,
  type GateCheck,
  type GateFinding,
} from '../../domain/publish-gate/gate-finding.ts';
import { adminPaths } from '../../http/admin-paths.ts';
import type { BuilderDesk } from './builder-desk.ts';
import { checkNames } from './check-names.ts';
import { saidInForms } from './check-words.ts';
import { gatePlace } from './gate-place.ts';
import { numberWords, STATE_WORDS } from './version-words.ts';

/** What each check is called, and what it has looked at. */
const CHECKS: Readonly<Record<GateCheck, readonly [name: string, what: string]>> = {
  structure: ['書き方', 'ファイルの形、名前、条件と計算の式'],
  reachability: ['行き着けるか', 'どう答えても出ないページ、質問、選択肢がないか'],
  examples: ['答えの例', '例のとおりに、ページと手数料が出るか'],
  translations: ['翻訳', '使う文が、町のすべての言葉にあるか'],
  easy_japanese: ['やさしい日本語', '文の長さ、ふりがな、むずかしい言葉'],
  accessibility: [
    'だれでも使えるか',
    '見出し、質問、説明の言葉。読み上げとスマートフォンでわかるか',
  ],
  fees: ['手数料と日付', '金額の始まる日、免除、受付期間、お知らせの日'],
  basis: ['根拠', '法令の根拠と、文書の保存年限'],
};

/** What only should be read is folded away where it is many of one kind; what stops a version never is. */
const OPEN_AT_ONCE = 5;
/** Two behind a fold would be more to read than two more. */
const ALL_OPEN = 8;

const LEVELS = [
  ['error', '直すところ', '直すまで、公開できません。'],
  ['warning', '気をつけるところ', '公開は止めません。読んで、直すかどうかを決めてください。'],
] as const;

/** What was found on one level, check by check. */
function partOf(
  desk: BuilderDesk,
  findings: readonly GateFinding[],
  [level, name, lead]: (typeof LEVELS)[number],
) {
  const names = checkNames(desk);
  const own = findings.filter((finding) => finding.level === level);
  const groups = GATE_CHECKS.flatMap((check) => {
    const items = own
      .filter((finding) => finding.check === check)
      .map((finding) => ({ ...saidInForms(names, finding), ...gatePlace(desk, finding) }));
    if (items.length === 0) return [];
    const [title, what] = CHECKS[check];
    const open = level === 'error' || items.length <= ALL_OPEN ? items.length : OPEN_AT_ONCE;
    const group = { id: `${level}-${check}`, title, what, count: items.length };
    return [{ ...group, items: items.slice(0, open), rest: items.slice(open) }];
  });
  return { id: level, name, lead, count: own.length, isError: level === 'error', groups };
}

export function checkView(desk: BuilderDesk, findings: readonly GateFinding[]) {
  const { version } = desk;
  const [errors, warnings] = [partOf(desk, findings, LEVELS[0]), partOf(desk, findings, LEVELS[1])];
  const without = GATE_CHECKS.filter((own) => !findings.some(({ check }) => check === own));
  // What can't be read can't be checked: no "good" for what nobody has looked at.
  const isRead = !findings.some(({ level, check }) => level === 'error' && check === 'structure');
  return {
    title: '公開前の確認',
    styles: ['admin-check.css'],
    name: version.title,
    number: numberWords(version.number),
    state: STATE_WORDS[version.state],
    errors: errors.count,
    warnings: warnings.count,
    parts: [errors, warnings].filter(({ count }) => count > 0),
    isRead,
    without: without.map((check) => ({ name: CHECKS[check][0], what: CHECKS[check][1] })),
    canEdit: desk.canEdit,
    paths: {
      outline: adminPaths.version(version.id),
      here: adminPaths.check(version.id),
      procedure: adminPaths.procedure(version.procedureId),
    },
  };
}
