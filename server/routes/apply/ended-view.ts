import type { Procedure } from '../../domain/procedures/procedure.ts';
import type { PageModel } from '../../http/page-context.ts';
import type { Paths } from '../../http/paths.ts';
import type { Words } from '../../http/words.ts';
import { contactView } from './contact-view.ts';
import { procedurePlain, procedureText } from './procedure-text.ts';

export interface EndedArgs {
  readonly procedure: Procedure;
  readonly words: Words;
  readonly endedBy: { readonly page: string; readonly condition: string };
  readonly paths: Paths;
  readonly csrf: string;
  readonly contact?: PageModel['contact'];
}

/** The answers lead nowhere further: no application is needed, or it is made elsewhere. View: `apply/ended`. */
export function endedView({
  procedure,
  words,
  endedBy,
  paths,
  csrf,
  contact,
}: EndedArgs): PageModel {
  const { locale } = words;
  const { page, condition } = endedBy;
  return {
    title: `${words.plain('apply:ended_title')} - ${procedurePlain(procedure, words, 'title')}`,
    styles: ['form.css'],
    contact: contact ?? contactView(procedure, words),
    backLink: { href: paths.applyPage(locale, procedure.id, page) },
    caption: procedureText(procedure, words, 'title'),
    text: procedureText(procedure, words, `pages.${page}.end_if.${condition}`),
    changeHref: paths.applyPage(locale, procedure.id, page),
    leaveAction: paths.leave(locale),
    csrf,
  };
}
