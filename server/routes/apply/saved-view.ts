import type { Procedure } from '../../domain/procedures/procedure.ts';
import type { PageModel } from '../../http/page-context.ts';
import type { Paths } from '../../http/paths.ts';
import type { Words } from '../../http/words.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import { contactView } from './contact-view.ts';
import { dateText } from './format-text.ts';
import { procedurePlain, procedureText } from './procedure-text.ts';

export interface SavedArgs {
  readonly procedure: Procedure;
  readonly words: Words;
  /** Shown on this page only. */
  readonly code?: string;
  readonly link: string;
  readonly token: string;
  readonly expiresAt: Date;
  /** What became of the mail that was asked for; `error` is a key: email_invalid. */
  readonly mail?: { readonly sent: boolean; readonly email: string; readonly error?: string };
  readonly csrf: string;
  readonly paths: Paths;
  readonly contact?: PageModel['contact'];
}

/** After "save and leave": code and link, and the mail on request. View: `apply/saved`. */
export function savedView(args: SavedArgs): PageModel {
  const { procedure, words, code, link, mail, paths } = args;
  const error = mail?.error ? words.t(`apply:error.${mail.error}`) : undefined;
  return {
    title: `${words.plain('apply:saved_title')} - ${procedurePlain(procedure, words, 'title')}`,
    hasErrors: error !== undefined,
    shownOnce: true,
    styles: ['form.css'],
    scripts: ['once.js', 'copy.js', 'print.js'],
    contact: args.contact ?? contactView(procedure, words),
    errorSummary: { errors: error ? [{ href: '#email', text: error }] : [] },
    caption: procedureText(procedure, words, 'title'),
    until: words.t('apply:saved_until', { date: dateText(words, todayInTokyo(args.expiresAt)) }),
    code,
    link,
    mailed: mail?.sent ? words.t('apply:mail_sent', { email: mail.email }) : undefined,
    email: mail?.email ?? '',
    error,
    token: args.token,
    mailAction: paths.resumeMail(words.locale),
    handOverAction: procedure.sealed ? undefined : paths.handOverSaved(words.locale),
    resumeHref: paths.resume(words.locale),
    homeHref: paths.home(words.locale),
    csrf: args.csrf,
  };
}
