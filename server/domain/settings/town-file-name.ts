/** Files that may be changed here, and how each is called. */
const TOWN_FILES: readonly { readonly pattern: RegExp; readonly name: string }[] = [
  { pattern: /^municipality\.yaml$/, name: '町の基本の設定' },
  { pattern: /^branding\/logo\.png$/, name: '町のマーク' },
  { pattern: /^permissions\.yaml$/, name: 'だれが何をできるか' },
  { pattern: /^indicators\.yaml$/, name: '計画の指標' },
  { pattern: /^amounts\.yaml$/, name: '手数料と金額' },
  { pattern: /^revenue-items\.yaml$/, name: '歳入科目' },
  { pattern: /^lists\.yaml$/, name: '選択肢のまとまり' },
  { pattern: /^addresses\.csv$/, name: '郵便番号と収集の地区' },
  { pattern: /^catalogues\/[a-z0-9_]{1,60}(\.[a-zA-Z-]{2,8})?\.csv$/, name: '品目の表' },
  { pattern: /^holidays\.yaml$/, name: '町の休日' },
  { pattern: /^resources\/[a-z0-9-]{1,60}\.yaml$/, name: '施設・予約できるもの' },
  { pattern: /^bundles\/[a-z0-9-]{1,60}\.yaml$/, name: '手続きのまとまり' },
  { pattern: /^phrases\/[a-z0-9_-]{1,60}\.[a-zA-Z-]{2,8}\.yaml$/, name: 'よく使う文' },
];

export function townFileName(path: string): string | undefined {
  return TOWN_FILES.find(({ pattern }) => pattern.test(path))?.name;
}
