/** Whose: 「代理人の電話番号」 is as good a telephone number as any. */
const WHOSE =
  '(?:今の|現在の|新しい|前の|ふだんの|連絡先の|昼間の|日中の|あなたの|自分の|本人の|申請者の|申請する人の|届け出る人の|代理人の|世帯主の|保護者の|配偶者の|相手の|会社の|担当者の)*';

const whole = (words: string) => new RegExp(`^${WHOSE}お?(?:${words})$`);

/** Labels of free text that a type of its own asks better: it checks, and helps with the keyboard. */
const BETTER: readonly (readonly [label: RegExp, type: string, name: string])[] = [
  [/(?:電話番号|携帯番号|携帯電話|FAX番号|ＦＡＸ番号)$/, 'phone', '電話番号'],
  [whole('電話|連絡先電話'), 'phone', '電話番号'],
  [/(?:メールアドレス|Eメール|e-mail|email)$/i, 'email', 'メールアドレス'],
  [/(?:生年月日|年月日|日付)$/, 'date', '日付'],
  [
    /(?:開始|終了|発行|取得|購入|工事|使用|利用|退職|出生|転入|転出)(?:予定|希望)?日$/,
    'date',
    '日付',
  ],
  [
    /(?:生まれた|始めた|始まる|終わった|終わる|引っ越した|引っ越す|買った|使う|来る|なくした|死んだ)日$/,
    'date',
    '日付',
  ],
  [whole('住所|現住所'), 'address', '住所'],
  [whole('氏名|名前|姓名'), 'name', '氏名'],
  [/郵便番号$/, 'address', '住所（郵便番号つき）'],
  [/(?:金額|年収|月収|家賃|使用料)$|（円）$|\(円\)$/, 'yen', '金額'],
  [/(?:人数|個数|枚数|台数|頭数|年齢)$/, 'number', '数'],
  [/法人番号$/, 'corporate_number', '法人番号'],
  [/口座番号$/, 'bank_account', '口座'],
];

/** 個人番号 in a free text lies there unmasked, and no law was named for it (番号法20条). */
const INDIVIDUAL_NUMBER = /(?:個人番号|マイナンバー)(?:（[^）]*）)?$/;

export interface BetterType {
  readonly type: string;
  /** What the builder calls it. */
  readonly name: string;
}

/** The type that asks a text with this label better; undefined where free text is right. */
export function betterType(label: string): BetterType | undefined {
  const bare = label.replace(/[?？]$/, '').trim();
  if (INDIVIDUAL_NUMBER.test(bare)) return { type: 'individual_number', name: 'マイナンバー' };
  const found = BETTER.find(([pattern]) => pattern.test(bare));
  return found && { type: found[1], name: found[2] };
}
