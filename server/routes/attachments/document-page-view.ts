import type { Attachment } from '../../domain/attachments/attachment.ts';
import type { RefusedFile } from '../../domain/attachments/receive-uploads.ts';
import { largestTotal, largestUpload } from '../../domain/attachments/upload-limit.ts';
import type { AttachmentRule } from '../../domain/procedures/case-rules.ts';
import type { Municipality } from '../../domain/procedures/municipality.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import type { PageModel } from '../../http/page-context.ts';
import type { Words } from '../../http/words.ts';
import { contactView } from '../apply/contact-view.ts';
import { procedurePlain, procedureText } from '../apply/procedure-text.ts';
import {
  documentHint,
  documentLabel,
  documentLabelPlain,
  fileMeta,
  refusedText,
} from './document-texts.ts';

export interface DocumentPageArgs {
  readonly procedure: Procedure;
  readonly words: Words;
  readonly municipality: Municipality;
  readonly rule: AttachmentRule;
  readonly files: readonly Attachment[];
  /** Address of this page; files lie below it. */
  readonly action: string;
  readonly from?: 'check';
  /** Where one goes on to, and what that button says (key of `attachments`). */
  readonly next: { readonly href: string; readonly word: 'to_list' | 'to_check' | 'to_status' };
  readonly csrf: string;
  /** Of a form that is not sent yet. */
  readonly draft?: { readonly token: string; readonly revision: number };
  /** Files may be taken away again. */
  readonly removable: boolean;
  /** It may be put off now. */
  readonly postponable: boolean;
  /** Files can be added (where there is room). */
  readonly open: boolean;
  readonly refused: readonly RefusedFile[];
  /** Files that have just come in. */
  readonly added: number;
}

/** The camera and the gallery both offer photos; `capture` would leave only the camera. */
const ACCEPT = {
  photo: 'image/*',
  document: 'image/*,application/pdf',
  any: 'image/*,application/pdf',
} as const;

function labelKey({ rule, files }: DocumentPageArgs): string {
  if (files.length > 0) return 'attachments:choose_more';
  return rule.accept === 'photo' ? 'attachments:choose_photo' : 'attachments:choose';
}

function inputView(args: DocumentPageArgs) {
  const { words, rule, files, municipality } = args;
  const max = largestUpload(municipality);
  const many = rule.maxFiles > 1;
  return {
    accept: ACCEPT[rule.accept],
    many,
    label: words.t(labelKey(args)),
    hint: words.t(rule.accept === 'photo' ? 'attachments:kinds_photo' : 'attachments:kinds', {
      max,
    }),
    send: words.t(files.length > 0 ? 'attachments:send_more' : 'attachments:send'),
    howMany: many ? words.t('attachments:how_many', { max: rule.maxFiles }) : undefined,
    maxBytes: max * 1024 * 1024,
    tooLarge: words.plain('errors:file_too_large', { max }),
  };
}

/** One document: what is there, and the way to add to it. View: `attachments/document`. */
export function documentPageView(args: DocumentPageArgs): PageModel {
  const { procedure, words, rule, files, action, refused, added, next } = args;
  const label = documentLabelPlain(procedure, words, rule.key);
  const texts = {
    words,
    rule,
    megabytes: largestUpload(args.municipality),
    totalMegabytes: largestTotal(args.municipality),
  };
  const errors = refused.map((file) => ({ href: '#file', text: refusedText(file, texts) }));
  const isUpload = rule.deliver === 'upload';
  const suffix = args.from ? `?from=${args.from}` : '';
  return {
    title: `${label} - ${procedurePlain(procedure, words, 'title')}`,
    hasErrors: errors.length > 0,
    styles: ['form.css', 'attachments.css'],
    scripts: ['once.js', 'upload.js'],
    contact: contactView(procedure, words, args.municipality),
    backLink: { href: next.href },
    pageHeading: {
      caption: procedureText(procedure, words, 'title'),
      title: documentLabel(procedure, words, rule.key),
    },
    hint: documentHint(procedure, words, rule.key),
    errorSummary: { errors },
    notice:
      added > 0
        ? { tone: 'success', text: words.t('attachments:added', { number: added }), role: 'status' }
        : undefined,
    isPaper: !isUpload,
    sealed: procedure.sealed && words.t('attachments:sealed'),
    files: files.map((file) => ({
      name: file.name || label,
      meta: fileMeta(file, words),
      href: procedure.sealed ? undefined : `${action}/${file.id}`,
      removeHref: args.removable ? `${action}/${file.id}/remove${suffix}` : undefined,
    })),
    input: isUpload && args.open && files.length < rule.maxFiles ? inputView(args) : undefined,
    isFull: isUpload && args.open && files.length >= rule.maxFiles,
    removable: args.removable,
    action,
    from: args.from,
    csrf: args.csrf,
    draft: args.draft,
    postponable: isUpload && args.postponable && files.length === 0,
    next: { href: next.href, text: words.t(`attachments:${next.word}`) },
  };
}
