import type { VolumeChannel } from './inventory-procedure.ts';

/** Columns of the file: heading and what else it may be called. */
export const INVENTORY_COLUMNS = {
  code: ['番号', '手続番号', 'code'],
  name: ['手続きの名前', '手続名', '名称', 'name'],
  section: ['担当課', '所管課', 'section'],
  legalBasis: ['根拠', '根拠法令', 'legal_basis'],
  lists: ['国の一覧', 'lists'],
  procedureIds: ['ここの手続き', 'procedures'],
  onlineElsewhere: ['ほかのオンライン', 'online_elsewhere'],
  notOnlineReason: ['オンラインでない理由', 'reason'],
  fiscalYear: ['年度', 'fiscal_year'],
  counter: ['窓口', 'counter'],
  post: ['郵送', 'post'],
  online: ['オンライン', 'online'],
  other: ['そのほか', 'その他', 'other'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type InventoryColumn = keyof typeof INVENTORY_COLUMNS;

export const COLUMN_KEYS = Object.keys(INVENTORY_COLUMNS) as InventoryColumn[];
export const REQUIRED: readonly InventoryColumn[] = ['code', 'name', 'section'];
export const CHANNEL_COLUMNS = [
  'counter',
  'post',
  'online',
  'other',
] as const satisfies readonly VolumeChannel[];

export const columnName = (column: InventoryColumn): string => INVENTORY_COLUMNS[column][0];
