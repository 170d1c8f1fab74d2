import type { Locale } from '../../domain/procedures/locale.ts';
import { type Paths, paths } from '../../http/paths.ts';
import type { TaskView } from '../status/tasks-view.ts';
import { stagePath } from './builder-preview-frame.ts';

/** What was sent, as a paper. */
export const PAPER = 'application.pdf';

/** What leads out of the pages of an application that was sent leads nowhere here, and says so. */
export function previewPaths(version: string, stage: string): Paths {
  const over = (l: Locale) => `${stagePath(version, l, stage)}?sample=over`;
  return {
    ...paths,
    statusApplication: (l) => stagePath(version, l, stage),
    statusAttachment: over,
    statusWithdraw: over,
    statusAgain: over,
    applicationPdf: (l) => stagePath(version, l, stage, PAPER),
    applyCalendar: over,
    payCharge: over,
    receipt: over,
    leave: over,
  };
}

/** The button of a task begins the form of that stage; its links lead nowhere, but to its paper. */
export const inPreview = (tasks: readonly TaskView[], begin: string): readonly TaskView[] =>
  tasks.map(({ link, button, ...task }) => ({
    ...task,
    ...(button && { button: { ...button, action: begin } }),
    ...(link && {
      link: { ...link, href: begin + (link.href.endsWith(PAPER) ? `/${PAPER}` : '?sample=over') },
    }),
  }));
