/** What only stands on the paper in Japanese: it is the office's form, whatever language is beside it. */
export const BLANK_WORDS = {
  optional: '（任意）',
  quantity: '数',
  wish: (number: number) => `第${number}希望`,
  row: (number: number) => `${number}つ目`,
  moreRows: (max: number) =>
    `${max}つまで書けます。足りないときは、この紙をもう1枚使ってください。`,
  handedIn: '出した',
  later: 'あとで出す',
  officeUse: '市役所が書くところ',
  takenOn: '受け付けた日時',
  takenBy: '受け付けた職員',
  number: 'あとで付いた受付番号',
  procedure: '手続き',
  writtenOn: '書いた日',
} as const;
