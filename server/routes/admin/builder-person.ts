/** Parts of somebody who was chosen: their type, and as an admin reads them. */
export const PERSON: Readonly<Record<string, readonly [type: string, words: string]>> = {
  name: ['name', '氏名'],
  birth: ['date', '生年月日'],
  gender: ['gender', '性別'],
  address: ['address', '住所'],
  phone: ['phone', '電話番号'],
  email: ['email', 'メールアドレス'],
};
