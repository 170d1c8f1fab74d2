import type { Procedure } from '../../domain/procedures/procedure.ts';
import type { PageModel } from '../../http/page-context.ts';
import type { Paths } from '../../http/paths.ts';
import type { Words } from '../../http/words.ts';
import { contactView } from './contact-view.ts';
import { applyPlace, type FormPlace } from './form-place.ts';
import { procedurePlain, procedureText } from './procedure-text.ts';

export interface EndedArgs {
  readonly procedure: Procedure;
  readonly words: Words;
  readonly endedBy: { readonly page: string; readonly condition: string };
  readonly paths: Paths;
  /** Without it, the pages of a new application. */
  readonly place?: FormPlace;
  readonly csrf: string;
  readonly contact?: PageModel['contact'];
}

/** The answers lead nowhere further: no application is needed, or it is made elsewhere. View: `apply/ended`. */
export function endedView(args: EndedArgs): PageModel {
  const { procedure, words, endedBy, paths, csrf, contact } = args;
  const place = args.place ?? applyPlace(procedure.id);
  const { locale } = words;
  const { page, condition } = endedBy;
  return {
    title: `${words.plain('apply:ended_title')} - ${procedurePlain(procedure, words, 'title')}`,
    styles: ['form.css'],
    contact: contact ?? contactView(procedure, words),
    backLink: { href: place.page(locale, page) },
    caption: procedureText(procedure, words, 'title'),
    text: procedureText(procedure, words, `pages.${page}.end_if.${condition}`),
    changeHref: place.page(locale, page),
    leaveAction: paths.leave(locale),
    csrf,
  };
}
