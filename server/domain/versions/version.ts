import type { DefinitionSources } from '../procedures/procedure.ts';

/**
 * Life of a version of a procedure. A draft is edited, a second person looks at it, it is published
 * at once or on a day, a newer one takes its place. What is published never changes again.
 */
export const VERSION_STATES = [
  'draft', // 作成中
  'in_review', // 確認待ち
  'approved', // 確認済み
  'scheduled', // 公開予約
  'published', // 公開中
  'superseded', // 旧版
  'archived', // 保管
  'discarded', // 取りやめ
] as const;

export type VersionState = (typeof VERSION_STATES)[number];

/** What a version was begun from. */
export type VersionOrigin = 'shipped' | 'blank' | 'file' | 'version';

/** What lists show: everything but the files. */
export interface VersionHead {
  readonly id: string;
  readonly procedureId: string;
  /** 1, 2, 3 … within the procedure. */
  readonly number: number;
  readonly state: VersionState;
  readonly origin: VersionOrigin;
  readonly basedOn?: string;
  /** Japanese title without ruby; the id while there is none. */
  readonly title: string;
  /** Key of municipality.yaml's sections; '' while there is none. */
  readonly section: string;
  /** Of its newest edit; goes up with every change, undoing included. */
  readonly revision: number;
  /** What applications are pinned to, once published. */
  readonly hash?: string;
  /** In a sentence, what is new. */
  readonly note: string;
  /** Logins. */
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly changedBy: string;
  readonly changedAt: Date;
  readonly reviewedBy?: string;
  readonly publishAt?: Date;
  readonly publishedAt?: Date;
}

export interface Version extends VersionHead {
  /** File name → text: `definition.yaml` and one `<lang>.yaml` per language. */
  readonly files: DefinitionSources;
}

/** One step of editing, newest first in lists. */
export interface VersionEdit {
  readonly revision: number;
  /** In words: 「『電話』を必須にしました」. */
  readonly what: string;
  readonly by: string;
  readonly at: Date;
}

export interface VersionEvent {
  /** begun | review_asked | returned | approved | scheduled | unscheduled | published | superseded | restored | archived | discarded */
  readonly type: string;
  readonly at: Date;
  /** `staff:<login>` or `system`. */
  readonly actor: string;
  readonly detail: Readonly<Record<string, string>>;
}
