import type { ApplicationStatus } from '../../domain/applications/application.ts';
import type { CsvEncoding } from '../../domain/hand-over/csv.ts';
import type { ExportFormat, ExportJob, ExportState } from '../../domain/hand-over/export-job.ts';

export const FORMAT_WORDS: Readonly<Record<ExportFormat, { name: string; hint: string }>> = {
  csv: { name: 'CSV', hint: '表です。基幹システムや Excel で読みます。' },
  json: { name: 'JSON', hint: '申請の記録です。プログラムで読みます。' },
  zip: {
    name: 'ZIP',
    hint: '表と記録に、申請書の PDF と添付ファイルを付けます。時間がかかります。',
  },
};

export const ENCODING_WORDS: Readonly<Record<CsvEncoding, { name: string; hint: string }>> = {
  utf8: { name: 'UTF-8（BOM 付き）', hint: 'すべての文字を書けます。' },
  cp932: {
    name: 'Shift_JIS（CP932）',
    hint: '古いシステム用です。書けない文字があるときは、受け取る前に知らせます。',
  },
};

/** What can be asked for: cases that were received. */
export const STATUS_WORDS: readonly (readonly [ApplicationStatus, string])[] = [
  ['received', '新しい申請'],
  ['in_review', '確認中'],
  ['returned', '差し戻し中'],
  ['fee_due', '手数料の支払い待ち'],
  ['approved', '承認済み'],
  ['granted', '認めた'],
  ['refused', '認めなかった'],
  ['completed', '完了'],
  ['withdrawn', '取り下げ'],
];

export const STATE_WORDS: Readonly<Record<ExportState, string>> = {
  waiting: '順番を待っています',
  running: '作っています',
  questioned: '書けない文字があります',
  ready: '受け取れます',
  fetched: '受け取りました',
  cancelled: '取り消しました',
  failed: '途中で止まりました',
};

/** 「1,234件」, while it is made 「512 / 1,234件」. */
export function countWords({ state, total, done }: ExportJob): string {
  const all = (total ?? done).toLocaleString('ja-JP');
  if (state === 'waiting' || total === null) return '数えています';
  return state === 'running' ? `${done.toLocaleString('ja-JP')} / ${all}件` : `${all}件`;
}

/** 「3.2MB」 */
export function sizeWords(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1000)}KB` : `${(bytes / 1e6).toFixed(1)}MB`;
}
