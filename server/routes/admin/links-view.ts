import type { Procedure } from '../../domain/procedures/procedure.ts';
import type { ShortLink } from '../../domain/short-links/short-link.ts';
import type { FormCount } from '../../domain/understanding/form-count.ts';
import { adminPaths } from '../../http/admin-paths.ts';
import type { PageModel } from '../../http/page-context.ts';
import { escapeHtml } from '../../lib/html.ts';
import { formatJstDate } from '../../lib/japanese-calendar.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import { formatNumber } from '../../lib/number-text.ts';
import type { Services } from '../../services.ts';
import { SOURCE_WORDS } from './entry-source-words.ts';
import { shortAddress } from './poster.ts';

/** Places that somebody makes an address for; search and guide are our own pages. */
const OFFERED = ['poster', 'site', 'mail', 'line', 'counter', 'other'] as const;

/** For the town's own web site: a link and nothing else, so that nothing of ours runs there. */
function snippet(address: string, name: string): string {
  return `<a href="${escapeHtml(address)}">${escapeHtml(name)}をスマートフォンやパソコンで申請する</a>`;
}

export function linksView(
  services: Services,
  input: {
    readonly procedure: Procedure;
    readonly name: string;
    readonly links: readonly ShortLink[];
    readonly counts: readonly FormCount[];
    readonly typed?: { readonly place: string; readonly source: string };
  },
): PageModel {
  const { procedure, name, links, counts, typed } = input;
  const opened = Map.groupBy(
    counts.filter(({ measure }) => measure === 'link_opened'),
    ({ key }) => key,
  );
  const sumOf = (code: string) =>
    (opened.get(code) ?? []).reduce((sum, { count }) => sum + count, 0);
  return {
    title: `ポスターと短いアドレス：${name}`,
    styles: ['admin-figures.css'],
    hasErrors: typed !== undefined,
    back: adminPaths.procedure(procedure.id),
    name,
    action: adminPaths.links(procedure.id),
    sources: OFFERED.map((key) => ({ key, text: SOURCE_WORDS[key] })),
    typed: typed ?? { place: '', source: 'poster' },
    error: typed && 'どこに置くものかを60文字までで入力してください。例：市民課の窓口',
    rows: links.map((link) => {
      const address = shortAddress(services, link.code);
      return {
        code: link.code,
        address,
        source: SOURCE_WORDS[link.source],
        place: link.place,
        made: formatJstDate(todayInTokyo(link.madeAt), 'ja'),
        opened: formatNumber(sumOf(link.code), 'ja'),
        isEnded: link.endedAt !== undefined,
        poster: adminPaths.poster(procedure.id, link.code),
        end: adminPaths.link(procedure.id, link.code),
        snippet: snippet(address, name),
      };
    }),
  };
}
