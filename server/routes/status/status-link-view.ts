import type { PageModel } from '../../http/page-context.ts';
import type { Paths } from '../../http/paths.ts';
import type { Words } from '../../http/words.ts';

export interface LinkArgs {
  readonly words: Words;
  readonly action: string;
  readonly csrf: string;
  readonly paths: Paths;
}

/**
 * A link from a mail or a QR code opens a page with one button, so that no preview of a mail
 * program uses it up. View: `status/link`.
 */
export function statusLinkView({ words, action, csrf, paths }: LinkArgs): PageModel {
  return {
    title: words.plain('status:link_title'),
    styles: ['form.css'],
    action,
    otherHref: paths.status(words.locale),
    csrf,
  };
}
