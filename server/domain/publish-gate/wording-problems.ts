/** What is wrong with a text for some of its readers: code, message, mend. */
export type WordingProblem = readonly [code: string, message: string, mend: string];

const PARTS =
  '(?:欄|ボタン|枠|項目|リンク|入力らん|四角|箱|図|絵|表|印|マーク|アイコン|メニュー|部分|ところ)';
const COLOURS = '(?:赤|青|緑|黄|黄色|オレンジ|ピンク|灰色|グレー|水色)';

/**
 * A text that can only be followed by who sees the page as it was drawn: on a phone, read aloud, in
 * another language or printed it stands elsewhere or in black (WCAG 1.3.3, 1.4.1).
 */
const PATTERNS: readonly (readonly [
  pattern: RegExp,
  code: string,
  message: (found: string) => string,
  mend: string,
])[] = [
  [
    new RegExp(
      `(?:右|左|上|下)(?:側|の方|のほう)?(?:の|にある)${PARTS}|(?:右|左)(?:上|下)(?:の|に)|右記|左記`,
    ),
    'position',
    (found) =>
      `「${found}」のように、場所で言っています。スマートフォンや読み上げでは、そこにありません。`,
    '質問の名前で言ってください。例：「『電話番号』に書いてください」。',
  ],
  [
    new RegExp(
      `${COLOURS}(?:い|色)?の?(?:${PARTS}|文字|字|線|丸|色の)|${COLOURS}字|${COLOURS}色で`,
    ),
    'colour',
    (found) =>
      `「${found}」のように、色で言っています。色が見えない人と、印刷した人にはわかりません。`,
    '言葉で言ってください。例：「『必須』とある質問」。',
  ],
  [
    /[○◯〇●]で囲|(?:○|◯|〇|丸)を(?:つけ|付け|して)|枠内に|欄に(?:ご?記入|書い)|用紙に(?:ご?記入|書い)|(?:別紙|裏面)(?:に|の)/,
    'paper_words',
    (found) => `「${found}」は、紙の様式の言葉です。画面には、その場所がありません。`,
    '画面でできる言い方にしてください。例：「選んでください」「入力してください」。',
  ],
  [
    /(?:こちら|ここ)(?:を|から)(?:クリック|押|タップ|ご覧|御覧|見て|確認|ダウンロード)|詳しくはこちら|くわしくはこちら/,
    'link_text',
    (found) => `「${found}」だけでは、どこへ行くのかがわかりません。`,
    '行き先の名前を書いてください。例：「市のサイトの『犬の登録』のページ」。',
  ],
  [
    /クリック|マウス|右クリック|カーソル/,
    'device_word',
    (found) => `「${found}」は、スマートフォンではできません。`,
    '「押す」「選ぶ」のように言ってください。',
  ],
  [
    /[Ａ-Ｚａ-ｚ０-９]{2,}/,
    'full_width',
    (found) => `全角の英字や数字「${found}」があります。読み上げが1字ずつになります。`,
    '半角で書いてください。例：2026年、PDF',
  ],
  [
    /(?<!\p{Script=Han})\p{Script=Han}[ \u3000]+\p{Script=Han}(?!\p{Script=Han})/u,
    'spaced_word',
    (found) => `「${found}」のように、言葉の中に空白があります。読み上げが1字ずつになります。`,
    '空白を消してください。例：「氏　名」は「氏名」。',
  ],
];

/** Words in capitals only: read aloud letter by letter, and hard to read for everybody. */
const CAPITALS = /\b\p{Lu}{4,}(?:\s+\p{Lu}{2,})+\b|\b\p{Lu}{9,}\b/u;

/** @param bare a Japanese text without ruby marks */
export function japaneseProblems(bare: string): readonly WordingProblem[] {
  const found = PATTERNS.flatMap(([pattern, code, message, mend]): readonly WordingProblem[] => {
    const hit = pattern.exec(bare)?.[0];
    return hit === undefined ? [] : [[code, message(hit), mend]];
  });
  // 「右の欄に書いて」 is one thing to mend.
  const isPlaced = found.some(([code]) => code === 'position');
  const told = found.filter(([code]) => !isPlaced || code !== 'paper_words');
  return [...told, ...capitalProblems(bare)];
}

export function capitalProblems(text: string): readonly WordingProblem[] {
  const hit = CAPITALS.exec(text)?.[0];
  if (hit === undefined) return [];
  const message = `「${hit}」が、大文字だけで書かれています。`;
  return [['capitals', message, '文の初めと名前だけを大文字にしてください。']];
}

/** Nobody has thought about it yet. */
const PLACEHOLDER =
  /^(?:新しい)?(?:質問|項目|ページ|選択肢|ラベル|見出し|タイトル|手続き?|テキスト|無題|名称未設定|サンプル|テスト|てすと|label|title|field|page|question|option|untitled|new|test|sample|text)[\s_-]*[\d０-９]*$|^(?:ここに|（ここに|\(ここに).*(?:書|入力|入れ)|^[〇○×xX?？.。…・\-_\s\d]+$|TO-?DO|T\.?B\.?D|仮置き|lorem[ ]ipsum/i;

export function isPlaceholder(bare: string): boolean {
  return PLACEHOLDER.test(bare.trim());
}
