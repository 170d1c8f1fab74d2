import {
  GATE_CHECKS,
  type GateCheck,
  type GateFinding,
} from '../../domain/publish-gate/gate-finding.ts';
import { adminPaths } from '../../http/admin-paths.ts';
import type { BuilderDesk } from './builder-desk.ts';
import { checkNames } from './check-names.ts';
import { inNames, mendInNames } from './check-words.ts';
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

/** Many of one kind are one thing to do: the rest is folded away. */
const OPEN_AT_ONCE = 5;
/** Two behind a fold would be more to read than two more. */
const ALL_OPEN = 8;

export function checkView(desk: BuilderDesk, findings: readonly GateFinding[]) {
  const { version } = desk;
  const errors = findings.filter(({ level }) => level === 'error').length;
  const names = checkNames(desk);
  const item = ({ level, message, mend, place }: GateFinding) => ({
    isError: level === 'error',
    message: inNames(names, message),
    mend: mendInNames(names, mend),
    ...gatePlace(desk, place),
  });
  // What can't be read can't be checked: no "good" for what nobody has looked at.
  const isRead = !findings.some(({ level, check }) => level === 'error' && check === 'structure');
  const groups = GATE_CHECKS.map((check) => {
    const own = findings.filter((finding) => finding.check === check).map(item);
    const [name, what] = CHECKS[check];
    return {
      id: check,
      name,
      what,
      errors: own.filter(({ isError }) => isError).length,
      count: own.length,
      isGood: own.length === 0 && isRead,
      items: own.slice(0, own.length > ALL_OPEN ? OPEN_AT_ONCE : ALL_OPEN),
      rest: own.length > ALL_OPEN ? own.slice(OPEN_AT_ONCE) : [],
    };
  });
  return {
    title: '公開前の確認',
    styles: ['admin-check.css'],
    name: version.title,
    number: numberWords(version.number),
    state: STATE_WORDS[version.state],
    errors,
    warnings: findings.length - errors,
    // Errors first: what stops the version is read before what is only good to know.
    groups: groups.toSorted(
      (a, b) =>
        Number(b.errors > 0) - Number(a.errors > 0) || Number(b.count > 0) - Number(a.count > 0),
    ),
    canEdit: desk.canEdit,
    paths: {
      outline: adminPaths.version(version.id),
      here: adminPaths.check(version.id),
      procedure: adminPaths.procedure(version.procedureId),
    },
  };
}
