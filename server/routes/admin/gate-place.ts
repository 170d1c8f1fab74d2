import type { GateFinding } from '../../domain/publish-gate/gate-finding.ts';
import { adminPaths } from '../../http/admin-paths.ts';
import { aimedHref } from './builder-aim.ts';
import type { BuilderDesk } from './builder-desk.ts';
import { builderPlace } from './builder-places.ts';
import { languageName } from './language-names.ts';
import type { Show } from './translations-view.ts';

/** Findings about many rows of a language: those rows, one below the other. */
const SHOWS: Readonly<Record<string, Show>> = {
  'translations.missing': 'missing',
  'translations.outdated': 'outdated',
  'translations.machine': 'machine',
};

/** The page on which a finding is mended, and what that page is called. */
export function gatePlace(
  { services, version, pages, isReadable }: BuilderDesk,
  { code, place: { file, line, path } }: Pick<GateFinding, 'code' | 'place'>,
): { readonly href: string; readonly text: string } {
  const isDefinition = file === 'definition.yaml';
  if (isDefinition && isReadable && path !== undefined && path !== '') {
    const { href, text } = builderPlace(version.id, pages, path.split('.'));
    return { href: aimedHref(href, path), text };
  }
  const locale = file.replace(/\.yaml$/, '');
  if (!isDefinition && path !== undefined && code !== 'translations.unknown_text') {
    const show = SHOWS[code] ?? 'all';
    // Without a fragment: a browser that is sent to one does not put the cursor into the input.
    const place = `${adminPaths.translations(version.id, locale)}?show=${show}&key=${encodeURIComponent(path)}`;
    return { href: place, text: `${languageName(services, locale)}の訳` };
  }
  const where = line === undefined ? file : `${file} ${line}行目`;
  return { href: adminPaths.file(version.id, file), text: where };
}
