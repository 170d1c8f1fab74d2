/** A kind of question, as somebody chooses it who knows paper forms. */
export interface TypeWords {
  readonly type: string;
  readonly name: string;
  /** What a resident sees or enters, for instance. */
  readonly example: string;
  /** Drawn beside it: a sign that says what the input looks like. */
  readonly sign: string;
}

interface TypeGroup {
  readonly heading: string;
  readonly types: readonly TypeWords[];
}

const type = (key: string, name: string, sign: string, example: string): TypeWords => ({
  type: key,
  name,
  sign,
  example,
});

/** Every kind of question there is, in the order in which forms need them. */
export const TYPE_GROUPS: readonly TypeGroup[] = [
  {
    heading: '人のこと',
    types: [
      type(
        'person',
        '人（氏名・住所・電話など、まとめて）',
        '人',
        '申請する人の氏名、住所、電話番号',
      ),
      type('name', '名前', '氏名', '見本 花子（ミホン ハナコ）'),
      type('address', '住所', '〒', '郵便番号から町名まで自動で入ります'),
      type('phone', '電話番号', '☎', '090-0000-0000'),
      type('email', 'メールアドレス', '@', 'hanako@example.jp'),
      type('gender', '性別', '性', '女性・男性・その他・答えない'),
    ],
  },
  {
    heading: '選ぶもの',
    types: [
      type('choice', '1つ選ぶ', '◉', '大人・学生・高齢者から1つ'),
      type('choices', 'いくつでも選ぶ', '☑', '当てはまるものすべて'),
      type('yes_no', 'はい・いいえ', '○×', '防犯登録をしていますか'),
      type('consent', '同意', '✓', '「規則を守ります」にチェック'),
    ],
  },
  {
    heading: '書くもの',
    types: [
      type('text', '短い文', 'あ', '学校の名前、犬の名前'),
      type('long_text', '長い文', '文', '理由、相談したいこと'),
      type('number', '数', '12', '使う人の数'),
      type('yen', '金額', '円', '払った金額'),
      type('date', '日付', '日', '生まれた日、引っ越した日'),
    ],
  },
  {
    heading: '番号と口座',
    types: [
      type('bank_account', '振込先の口座', '￥', '銀行と支店は名前で探せます'),
      type('digits', '決まったけたの番号', '#', '受給者番号'),
      type('insured_number', '介護保険の被保険者番号', '介', '10けた'),
      type('corporate_number', '法人番号', '法', '13けた'),
      type('individual_number', '個人番号（マイナンバー）', 'マ', '法律で決まった手続きだけ'),
    ],
  },
  {
    heading: '予約と品物',
    types: [
      type('slot_picker', '予約する日と時間', '予', '空いている日をカレンダーから選ぶ'),
      type('item_picker', '品物を選ぶ', '品', '粗大ごみの品物と数'),
    ],
  },
  {
    heading: 'くり返し',
    types: [type('rows', '同じページの中の小さな表', '表', '前の住所を3つまで')],
  },
];

const byType = new Map(TYPE_GROUPS.flatMap(({ types }) => types).map((one) => [one.type, one]));

export const typeWords = (key: string): TypeWords | undefined => byType.get(key);
