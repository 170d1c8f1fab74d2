import type { VersionState } from './version.ts';

/** What can be done with a version. */
export type VersionAction =
  | 'ask_review'
  | 'return'
  | 'approve'
  | 'schedule'
  | 'unschedule'
  | 'publish'
  | 'supersede'
  | 'archive'
  | 'discard';

export interface VersionTransition {
  readonly from: VersionState;
  readonly action: VersionAction;
  readonly to: VersionState;
  /** Type of the event that tells of it. */
  readonly event: string;
}

/**
 * Every step that there is; anything else is refused. What is published is never edited: a change is
 * a new version, and bringing an old one back is one too.
 */
export const VERSION_TRANSITIONS: readonly VersionTransition[] = [
  { from: 'draft', action: 'ask_review', to: 'in_review', event: 'review_asked' },
  { from: 'draft', action: 'discard', to: 'discarded', event: 'discarded' },
  { from: 'in_review', action: 'return', to: 'draft', event: 'returned' },
  { from: 'in_review', action: 'approve', to: 'approved', event: 'approved' },
  { from: 'in_review', action: 'discard', to: 'discarded', event: 'discarded' },
  { from: 'approved', action: 'return', to: 'draft', event: 'returned' },
  { from: 'approved', action: 'schedule', to: 'scheduled', event: 'scheduled' },
  { from: 'approved', action: 'publish', to: 'published', event: 'published' },
  { from: 'approved', action: 'discard', to: 'discarded', event: 'discarded' },
  { from: 'scheduled', action: 'unschedule', to: 'approved', event: 'unscheduled' },
  { from: 'scheduled', action: 'publish', to: 'published', event: 'published' },
  { from: 'published', action: 'supersede', to: 'superseded', event: 'superseded' },
  { from: 'published', action: 'archive', to: 'archived', event: 'archived' },
  { from: 'superseded', action: 'archive', to: 'archived', event: 'archived' },
];

/** The step from that state; undefined where there is none. */
export function transitionOf(
  from: VersionState,
  action: VersionAction,
): VersionTransition | undefined {
  return VERSION_TRANSITIONS.find((one) => one.from === from && one.action === action);
}

/** What somebody may choose now; superseding only follows from publishing another one. */
export function actionsFrom(from: VersionState): readonly VersionAction[] {
  return VERSION_TRANSITIONS.filter((one) => one.from === from && one.action !== 'supersede').map(
    ({ action }) => action,
  );
}
