import type { Locale } from '../domain/procedures/locale.ts';
import type { Html } from '../lib/html.ts';
import type { CounterFrame } from './counter-session.ts';
import type { DowntimeNotice } from './downtime-notices.ts';
import type { Paths } from './paths.ts';
import type { Words } from './words.ts';

/**
 * What every view gets as `it.page` besides its own model (spread into `it`).
 * A view starts with `<% layout('/layouts/base') %>`; words come from `it.page.t`, `<room>:<key>`.
 */
export interface PageContext {
  readonly locale: Locale;
  /** HTML lang. */
  readonly lang: string;
  readonly t: Words['t'];
  readonly plain: Words['plain'];
  readonly paths: Paths;
  readonly town: {
    /** Plain, for titles and attributes. */
    readonly name: string;
    /** With ruby, for headings. */
    readonly nameHtml: Html;
    readonly phone: string;
    readonly hours: Html;
    readonly address: Html;
  };
  /** Switched-on languages; `href` is the same page in that language. */
  readonly languages: readonly {
    readonly locale: Locale;
    readonly lang: string;
    readonly name: string;
    readonly href: string;
    readonly current: boolean;
  }[];
  /**
   * On a form page: the id of the form that keeps what is typed. The language selector then prints
   * `<button form="…" name="intent" value="language:en" formnovalidate>` instead of links.
   */
  readonly keepForm?: string;
  /** CSRF token for forms on this page: `<input type="hidden" name="_csrf" value="…">`. */
  readonly csrf: string;
  /** normal | large | largest */
  readonly textSize: string;
  /** Sample town: a line on every page says so. */
  readonly sample: boolean;
  /** Town-wide notices (something is closed). */
  readonly notices: readonly Html[];
  /** When the site will stand still, on pages that lead to a form. */
  readonly downtimes: readonly DowntimeNotice[];
  /** At the counter: the tablet, who works on it, the open sitting. */
  readonly counter?: CounterFrame | undefined;
  /** URL of a file under views/assets, with its content hash. */
  asset(name: string): string;
}

/** What a route hands to `reply.page`. `title` is plain text, without the town's name. */
export interface PageModel {
  readonly title: string;
  /** Puts 「エラー：」 in front of the title. */
  readonly hasErrors?: boolean;
  readonly keepForm?: string;
  /** The page can't be shown again: no controls that would leave it (language, text size). */
  readonly shownOnce?: boolean;
  /** Client modules of views/assets/js that this page wants, e.g. ['reveal.js']. */
  readonly scripts?: readonly string[];
  /** Style sheets of views/assets/css besides the common ones, e.g. ['form.css']. */
  readonly styles?: readonly string[];
  /** The page uses the full width instead of one column of text. */
  readonly wide?: boolean;
  /** Where the page is in another language, when its address does not begin with one. */
  readonly languageHref?: (locale: Locale) => string;
  /** Whom to ask on this page; without it the town's own number. */
  readonly contact?: {
    readonly name?: string | Html;
    readonly phone?: string;
    readonly hours?: string | Html;
    /** The paper way. */
    readonly paper?: string | Html;
  };
  readonly [key: string]: unknown;
}
