import type { DueDocument } from '../../domain/attachments/due-documents.ts';
import type { Municipality } from '../../domain/procedures/municipality.ts';
import type { PageModel } from '../../http/page-context.ts';
import type { Words } from '../../http/words.ts';
import type { ApplyState } from '../apply/apply-context.ts';
import { contactView } from '../apply/contact-view.ts';
import { procedurePlain, procedureText } from '../apply/procedure-text.ts';
import { stateTag } from './document-rows.ts';
import { documentHint, documentLabel } from './document-texts.ts';

export interface DocumentListArgs {
  readonly state: ApplyState;
  readonly documents: readonly DueDocument[];
  /** Without these the reader can't go on. */
  readonly missing: readonly DueDocument[];
  readonly words: Words;
  readonly municipality: Municipality;
  readonly draft: { readonly token: string; readonly revision: number };
  readonly csrf: string;
}

/** All documents of a form, each with how far it is. View: `attachments/list`. */
export function documentListView(args: DocumentListArgs): PageModel {
  const { state, documents, missing, words, municipality } = args;
  const { procedure, place, journey } = state;
  const { locale } = words;
  const last = journey.reached.at(-1)?.page;
  const hrefOf = ({ rule }: DueDocument) => `${place.attachments(locale)}/${rule.key}`;
  return {
    title: `${words.plain('attachments:title')} - ${procedurePlain(procedure, words, 'title')}`,
    hasErrors: missing.length > 0,
    styles: ['form.css'],
    scripts: ['once.js'],
    contact: contactView(procedure, words, municipality),
    backLink: { href: last ? place.page(locale, last.id) : place.home(locale) },
    pageHeading: {
      caption: procedureText(procedure, words, 'title'),
      title: words.t('attachments:title'),
      current: journey.total + 1,
      total: journey.total + 2,
    },
    errorSummary: {
      errors: missing.map((document) => ({
        href: hrefOf(document),
        text: words.t('attachments:missing', {
          label: documentLabel(procedure, words, document.rule.key),
        }),
      })),
    },
    resourceList: {
      items: documents.map((document) => ({
        href: hrefOf(document),
        title: documentLabel(procedure, words, document.rule.key),
        text: documentHint(procedure, words, document.rule.key),
        ...stateTag(document, words),
      })),
    },
    action: place.attachments(locale),
    canHandOver: place.handOver !== undefined && !procedure.sealed,
    csrf: args.csrf,
    draft: args.draft,
  };
}
