import { adminPaths } from '../../http/admin-paths.ts';
import type { BuilderDesk } from './builder-desk.ts';

/** Address of a page of the form in the preview; `start` is its start page. */
export const previewPath = (version: string, locale: string, page = 'start', row?: number) => {
  const at = `${adminPaths.preview(version)}/${locale}/${encodeURIComponent(page)}`;
  return row === undefined ? at : `${at}/${row + 1}`;
};

/** The preview beside an editor, and the way to the one that is as large as a page. */
export function previewFrame({ version, pages }: BuilderDesk, page: string) {
  const isRepeat = pages.find(({ id }) => id === page)?.repeat !== undefined;
  return {
    src: previewPath(version.id, 'ja', page, isRepeat ? 0 : undefined),
    room: `${adminPaths.preview(version.id)}?page=${encodeURIComponent(page)}`,
  };
}
