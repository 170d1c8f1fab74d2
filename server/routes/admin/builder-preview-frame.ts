import { adminPaths } from '../../http/admin-paths.ts';
import type { BuilderDesk } from './builder-desk.ts';

/** Address of a page of the form in the preview; `start` is its start page. */
export const previewPath = (version: string, locale: string, page = 'start', row?: number) => {
  const at = `${adminPaths.preview(version)}/${locale}/${encodeURIComponent(page)}`;
  return row === undefined ? at : `${at}/${row + 1}`;
};

/** The confirmation, as it is at that stage. */
export const donePath = (version: string, locale: string, stage: string) =>
  `${previewPath(version, locale, 'done')}?stage=${encodeURIComponent(stage)}`;

/** The mails of all stages. No stage has such a name. */
export const mailsPath = (version: string, locale: string) =>
  `${previewPath(version, locale, 'done')}/mails`;

/** What a resident sees at a stage after it was sent, and the pages that are filled in there. */
export const stagePath = (
  version: string,
  locale: string,
  stage: string,
  page?: string,
  row?: number,
) => {
  const at = `${previewPath(version, locale, 'done')}/${encodeURIComponent(stage)}`;
  if (page === undefined) return at;
  return `${at}/${encodeURIComponent(page)}${row === undefined ? '' : `/${row + 1}`}`;
};

/** Where a page of the builder stands in the preview: those of a phase come after the sending. */
export function framedPath(
  { version, pages }: Pick<BuilderDesk, 'version' | 'pages'>,
  locale: string,
  id: string,
): string {
  const page = pages.find((one) => one.id === id);
  const row = page?.repeat === undefined ? undefined : 0;
  return page?.phase === undefined
    ? previewPath(version.id, locale, id, row)
    : stagePath(version.id, locale, `phase-${page.phase}`, id, row);
}

/** The preview beside an editor, and the way to the one that is as large as a page. */
export function previewFrame(desk: BuilderDesk, page: string) {
  return {
    src: framedPath(desk, 'ja', page),
    room: `${adminPaths.preview(desk.version.id)}?page=${encodeURIComponent(page)}`,
  };
}
