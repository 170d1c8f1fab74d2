import type { IdKind } from '../../domain/counter/id-check.ts';

/** 本人確認書類, as staff call them. */
export const ID_KIND_NAMES: Readonly<Record<IdKind, string>> = {
  my_number_card: 'マイナンバーカード',
  driver_license: '運転免許証',
  residence_card: '在留カード',
  special_permanent_resident_certificate: '特別永住者証明書',
  passport: 'パスポート',
  disability_certificate: '障害者手帳（顔写真つき）',
  two_without_photo: '顔写真のない書類2点',
  other: 'ほかの書類',
};
