import type { GatePlace } from '../../domain/publish-gate/gate-finding.ts';
import { adminPaths } from '../../http/admin-paths.ts';
import { aimedHref } from './builder-aim.ts';
import type { BuilderDesk } from './builder-desk.ts';
import { builderPlace } from './builder-places.ts';
import { languageName } from './language-names.ts';

/** The page on which a finding is mended, and what that page is called. */
export function gatePlace(
  { services, version, pages, isReadable }: BuilderDesk,
  { file, line, path }: GatePlace,
): { readonly href: string; readonly text: string } {
  const isDefinition = file === 'definition.yaml';
  if (isDefinition && isReadable && path !== undefined && path !== '') {
    const { href, text } = builderPlace(version.id, pages, path.split('.'));
    return { href: aimedHref(href, path), text };
  }
  const locale = file.replace(/\.yaml$/, '');
  if (!isDefinition && path !== undefined) {
    const place = `${adminPaths.translations(version.id, locale)}?show=all&key=${encodeURIComponent(path)}#${encodeURIComponent(path)}`;
    return { href: place, text: `${languageName(services, locale)}の訳` };
  }
  const where = line === undefined ? file : `${file} ${line}行目`;
  return { href: adminPaths.file(version.id, file), text: where };
}
