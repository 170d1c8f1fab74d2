import { adminPaths } from '../../http/admin-paths.ts';
import type { BuilderDesk } from './builder-desk.ts';
import { allFields } from './builder-pages.ts';

const PLACE = /\/pages\/([^/?#]+)(?:\/fields\/([^/?#]+))?/;

/** Where somebody came from, as far as it is still there: what was undone may have made it. */
export function nearestPlace({ version, pages }: BuilderDesk, back: string): string {
  const home = adminPaths.version(version.id);
  if (!back.startsWith(home)) return home;
  const [, id, field] = PLACE.exec(back) ?? [];
  if (id === undefined) return back;
  const page = pages.find((one) => one.id === decodeURIComponent(id));
  if (!page) return home;
  const isThere =
    field === undefined || allFields(page).some((one) => one.id === decodeURIComponent(field));
  return isThere ? back : adminPaths.page(version.id, page.id);
}
