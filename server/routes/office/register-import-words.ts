import type { FileProblem } from '../../domain/register/read-register-file.ts';
import type { RowProblem } from '../../domain/register/read-register-row.ts';
import { REGISTER_COLUMNS, type RegisterColumn } from '../../domain/register/register-columns.ts';
import type { ImportState } from '../../domain/register/register-store.ts';

export const columnName = (column: RegisterColumn) => REGISTER_COLUMNS[column][0];

/** How each column is to be written, with an example. */
const WRITTEN: Readonly<Record<RegisterColumn, string>> = {
  name: 'それぞれ50文字までで書いてください。姓と名の間に空白があると、窓口で区切る手間がありません。例：見本　太郎',
  kana: 'カナで書いてください。姓と名の間に空白があると、窓口で区切る手間がありません。例：ミホン　タロウ',
  birth: '実際にある日を、西暦か和暦で書いてください。例：1950-04-01、昭和25年4月1日',
  gender: '「男」「女」か「1」「2」で書いてください。わからないときは空にしてください。',
  postcode: '7桁の数字で書いてください。ないときは空にしてください。例：999-0001',
  address: '200文字までで書いてください。例：見本市中央町1番1号',
  household: '20文字までで書いてください。ないときは空にしてください。例：0001234',
  kind: '「日本人」か「外国人」と書いてください。ないときは空にしてください。',
};

/** What is wrong with a row, and what to do. */
export function problemWords({ line, column, kind }: RowProblem) {
  const written = column === null ? '' : WRITTEN[column];
  const mends: Readonly<Record<RowProblem['kind'], string>> = {
    wrong: `読めません。${written}`,
    missing: `空です。${written}`,
    no_space: `姓と名が分かれていません。そのまま使えますが、窓口で職員が区切ります。${written}`,
    future: '抽出日より後の日です。生年月日か、抽出日を確かめてください。',
    individual_number: '個人番号（マイナンバー）のような12桁の数字があります。消してください。',
    too_long: '引用符（"）が閉じていないか、1行が長すぎます。この行を確かめてください。',
  };
  return {
    line: `${line}行目`,
    column: column === null ? '' : columnName(column),
    mend: mends[kind],
  };
}

export function fileProblemWords(problem: FileProblem): string {
  switch (problem.kind) {
    case 'columns': {
      const lacking = problem.lacking.map(columnName).join('」「');
      return `「${lacking}」の見出しがわかりません。「見出しの対応」で選んでから、同じファイルをもう一度出してください。`;
    }
    case 'individual_numbers':
      return `個人番号（マイナンバー）の列「${problem.headings.join('」「')}」があります。この列を消したファイルを作り直してください。何も読み込んでいません。`;
    case 'too_many':
      return '4,000,000行を超えています。ファイルを確かめてください。';
    case 'empty':
      return '中身がありません。1行目に見出し、2行目から1行に1人を書いてください。';
  }
}

export const IMPORT_STATES: Readonly<Record<ImportState, string>> = {
  reading: '読み込んでいます',
  waiting: '入れ替えを待っています',
  refused: '読めない行があります',
  current: '使っています',
  replaced: '入れ替えられました',
};

export const GENDER_WORDS = { '1': '男', '2': '女', '9': 'その他', '0': '不明' } as const;

export const KIND_WORDS = { japanese: '日本人', foreign: '外国人' } as const;
