/** [what is wrong, what to do], by the code of the YAML library: its own words are English. */
type Words = readonly [message: string, mend: string];

const INDENT: Words = [
  '字下げ（行の初めの空白の数）が合っていません。',
  '上の行と同じ深さのものは、空白の数を同じにしてください。中に入るものは、空白を2つ多くしてください。',
];
const QUOTES: Words = [
  'コロン（:）の後の言葉が、値として読めません。',
  '言葉の中に「: 」「#」「{」などがあるときは、全体を引用符で囲んでください。例：label: "時間: 午前"',
];

const WORDS: Readonly<Record<string, Words>> = {
  TAG_RESOLVE_FAILED: [
    '「!」で始まる式が、引用符なしで書かれています。',
    "式を引用符で囲んでください。例：when: '!chip'",
  ],
  BAD_INDENT: INDENT,
  BLOCK_IN_FLOW: [
    '「{」か「[」が閉じていないまま、次の行が始まっています。',
    '「}」か「]」で閉じてください。例：{ type: text, label: 色 }',
  ],
  MISSING_CHAR: [
    '「"」「}」「]」「,」「:」のどれかが足りません。',
    'この行と前の行で、始めた引用符とかっこが閉じているか、コロンがあるかを確かめてください。',
  ],
  BLOCK_AS_IMPLICIT_KEY: QUOTES,
  MULTILINE_IMPLICIT_KEY: [
    'コロン（:）がない行があります。',
    '「名前: 値」の形にしてください。例：label: 犬の名前',
  ],
  TAB_AS_INDENT: ['字下げにタブが使われています。', 'タブを消して、空白を2つずつ入れてください。'],
  BAD_SCALAR_START: [
    '「@」「`」「%」で始まる言葉が、引用符なしで書かれています。',
    '引用符で囲んでください。例：text: "@ から始まる文"',
  ],
  BAD_DQ_ESCAPE: [
    '「"」の中の「\\」の使い方が正しくありません。',
    "「\\」を「\\\\」にするか、「'」で囲んでください。",
  ],
  UNEXPECTED_TOKEN: [
    'ここに置けない文字があります。',
    'この行の引用符とかっこを確かめてください。閉じた後に、余分な文字がありませんか。',
  ],
  MULTIPLE_DOCS: [
    'ファイルの中に「---」の行があります。',
    '「---」の行を消して、ひとつの内容にしてください。',
  ],
};
const UNKNOWN: Words = [
  'YAMLとして読めません。',
  '字下げ、引用符、コロンの後の空白を確かめてください。',
];

/** One code for several mistakes: the library's sentence tells them apart. */
const BY_SENTENCE: readonly (readonly [RegExp, string])[] = [
  [/^(?:Flow |Missing , or|Block collections are not allowed within)/i, 'BLOCK_IN_FLOW'],
  [/^Implicit (?:map )?keys need/, 'MULTILINE_IMPLICIT_KEY'],
];

/** What a mistake in the writing of a file is, and its mend. */
export function yamlErrorWords({ code, message }: { code: string; message: string }): Words {
  const told = BY_SENTENCE.find(([sentence]) => sentence.test(message))?.[1] ?? code;
  return WORDS[told] ?? UNKNOWN;
}
