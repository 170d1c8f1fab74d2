import type { FileProblem, ImportJob, KeptRow } from '../../../domain/bills/import-job.ts';
import {
  IMPORT_COLUMNS,
  type ImportColumn,
  type RowProblem,
} from '../../../domain/bills/import-row.ts';

/** How each column is to be written, with an example. */
const WRITTEN: Readonly<Record<ImportColumn, string>> = {
  number: '英数字6〜24文字で書いてください。例：202610040001',
  item: '歳入科目の名前か、款-項-目-節の番号で書いてください。例：care_insurance、02-01-01-01',
  fiscalYear: '西暦か令和の年度で書いてください。例：2026、令和8',
  segment: '「現年」か「滞納繰越」と書いてください。',
  assessment: '60文字までで書いてください。例：T40001',
  term: '60文字までで書いてください。例：第2期、10月分',
  principal: '円の数字だけで書いてください。合わせて1円から9,999,999円までです。例：6300',
  reminderFee: '円の数字だけで書いてください。ないときは空にしてください。例：100',
  lateCharge: '円の数字だけで書いてください。ないときは空にしてください。例：1400',
  dueOn: '実際にある日を書いてください。例：2026-11-30',
  payUntil: '実際にある日を書いてください。例：2026-12-28',
  code: '英数字6〜20文字で書いてください。例：482915',
  elQr: '「あり」か「なし」と書いてください。',
  addressee: '60文字までで書いてください。名前を入れないときは空にしてください。',
  state: '「未納」「支払済」「取消」のどれかを書いてください。空は「未納」です。',
};

/** What is wrong with a row, and what to do. */
export function problemWords({ line, column, kind, other }: RowProblem): {
  readonly line: string;
  readonly column: string;
  readonly mend: string;
} {
  const name = column === null ? '' : IMPORT_COLUMNS[column][0];
  const written = column === null ? '' : WRITTEN[column];
  const mends: Readonly<Record<RowProblem['kind'], string>> = {
    wrong: `読めません。${written}`,
    missing: `空です。${written}`,
    el_qr_item:
      'この科目の納付書には eL-QR があることになっています。「あり」にするか、revenue-items.yaml の el_qr を確かめてください。',
    before_due: '支払期限が納期限より前です。納期限の日か、それより後の日を書いてください。',
    too_much: '合わせて9,999,999円までです。金額を確かめてください。',
    twice: `${other}行目と同じ納付番号です。どちらかを消してください。`,
    too_long: '引用符（"）が閉じていないか、1行が長すぎます。この行を確かめてください。',
  };
  return { line: `${line}行目`, column: name, mend: mends[kind] };
}

export function fileProblemWords(problem: FileProblem): string {
  switch (problem.kind) {
    case 'columns':
      return `見出しに「${problem.lacking.join('」「')}」がありません。1行目に見出しを書いてください。見本のファイルと同じ名前にします。`;
    case 'too_many':
      return '200,000行を超えています。ファイルを分けてください。';
    case 'empty':
      return '納付書の行がありません。2行目から、1行に1枚の納付書を書いてください。';
  }
}

export const KEPT_WORDS: Readonly<Record<KeptRow['why'], string>> = {
  paid_here:
    'ここで支払い済みです。納付書は変えません。取り消すときや、ほかでも支払われたときは、返金（過誤納還付）を確かめてください。',
  being_paid:
    'いま支払われています。金額などは変えません。支払いが終わるか期限が過ぎてから、もう一度取り込んでください。',
};

export const JOB_STATES: Readonly<Record<ImportJob['state'], string>> = {
  checking: '確かめています',
  checked: 'まだ取り込んでいません',
  importing: '取り込んでいます',
  done: '取り込みました',
  failed: '止まりました',
};

/** 1,234 */
export const countWords = (value: number) => value.toLocaleString('ja-JP');
