import type { GateFinding } from './gate-finding.ts';
import type { GateSubject } from './gate-subject.ts';
import { findingAt } from './new-finding.ts';

/** What stands there until somebody has looked it up. */
const OPEN =
  /^[\s\-–—―ー－?？.。…]*$|未定|確認中|要確認|調査中|検討中|後で|あとで|不明|ここに|〇〇|○○|××|XX|TO-?DO|T\.?B\.?D|サンプル|テスト/i;
/** Names of laws, ordinances and rules end like this, or one of their articles is named. */
const LAW =
  /(法|令|条例|規則|規程|要綱|要領|告示|訓令|基準|協定|憲法)(?=$|[^\p{Script=Hiragana}\p{Script=Katakana}])|第?[\d０-９一二三四五六七八九十百]+条/u;

/** On what the procedure stands: without it nobody may ask a resident for anything. */
export function basisFindings(subject: GateSubject): readonly GateFinding[] {
  const { written } = subject.compilation;
  if (!written) return [];
  const { basis, retention } = written.definition;
  const found: GateFinding[] = [];
  const example = '例：「狂犬病予防法第4条」、「見本市手数料条例」。';
  if (OPEN.test(basis)) {
    const message = `法令の根拠が、まだ書かれていません（「${basis}」）。`;
    const mend = `根拠になる法律や条例を書いてください。${example}`;
    found.push(findingAt(subject, 'error', 'basis.open', ['basis'], [message, mend]));
  } else if (!LAW.test(basis)) {
    const message = `法令の根拠「${basis}」に、法律や条例、要綱などの名前がありません。`;
    const mend = `名前と、わかれば条を書いてください。${example}`;
    found.push(findingAt(subject, 'warning', 'basis.no_law', ['basis'], [message, mend]));
  }
  if (retention === undefined) {
    const message = '文書の保存年限がありません。送られたものが、いつまでも消えません。';
    const mend = '文書管理の規則で決まっている年数を入れてください。例：5年。';
    found.push(findingAt(subject, 'warning', 'basis.no_retention', ['retention'], [message, mend]));
  }
  return found;
}
