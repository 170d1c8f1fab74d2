import type { PageModel } from '../../http/page-context.ts';
import type { Paths } from '../../http/paths.ts';
import type { Words } from '../../http/words.ts';

export interface ResumeArgs {
  readonly words: Words;
  /** code_required | not_found */
  readonly error?: string;
  readonly csrf: string;
  readonly paths: Paths;
}

/** The code of "save and leave" leads back into the form. View: `resume/form`. */
export function resumeView({ words, error, csrf, paths }: ResumeArgs): PageModel {
  const text = error ? words.t(`resume:error.${error}`) : undefined;
  return {
    title: words.plain('resume:form_title'),
    hasErrors: text !== undefined,
    styles: ['form.css'],
    errorSummary: { errors: text ? [{ href: '#code', text }] : [] },
    error: text,
    action: paths.resume(words.locale),
    statusHref: paths.status(words.locale),
    csrf,
  };
}

export interface ResumeLinkArgs {
  readonly words: Words;
  readonly action: string;
  readonly csrf: string;
  readonly paths: Paths;
}

/** A link from a mail opens a page with one button, so that no preview uses it. View: `resume/link`. */
export function resumeLinkView({ words, action, csrf, paths }: ResumeLinkArgs): PageModel {
  return {
    title: words.plain('resume:link_title'),
    styles: ['form.css'],
    action,
    otherHref: paths.resume(words.locale),
    csrf,
  };
}
