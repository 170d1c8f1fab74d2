import type { HandOverCode } from '../../domain/counter/hand-over-code.ts';
import { handOverQr } from '../../domain/counter/hand-over-code.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import type { PageModel } from '../../http/page-context.ts';
import { paths } from '../../http/paths.ts';
import type { Words } from '../../http/words.ts';
import type { ContactView } from '../apply/contact-view.ts';
import { qrSvg } from '../apply/done-view.ts';
import { procedurePlain, procedureText } from '../apply/procedure-text.ts';
import type { WithoutForm } from './phone-forms.ts';

interface Shown {
  readonly words: Words;
  readonly procedure: Procedure;
  readonly contact: ContactView;
}

const titleOf = (key: string, { words, procedure }: Shown) =>
  `${words.plain(key)} - ${procedurePlain(procedure, words, 'title')}`;

/** `12:10` in Tokyo. */
export function clockTime(moment: Date): string {
  return new Date(moment.getTime() + 9 * 3_600_000).toISOString().slice(11, 16);
}

/** What will happen, and which forms go along. View: `hand-over/offer`. */
export function offerView(
  shown: Shown & {
    readonly forms: readonly Procedure[];
    readonly chosen: readonly string[];
    readonly backHref: string;
    readonly noneChosen?: boolean;
  },
): PageModel {
  const { words, procedure, contact, forms, chosen, backHref, noneChosen = false } = shown;
  const error = noneChosen ? words.t('hand_over:error.none_chosen') : undefined;
  return {
    title: titleOf('hand_over:title', shown),
    hasErrors: noneChosen,
    styles: ['form.css', 'hand-over.css'],
    scripts: ['once.js'],
    contact,
    backLink: { href: backHref },
    caption: procedureText(procedure, words, 'title'),
    errorSummary: { errors: error ? [{ href: '#draft', text: error }] : [] },
    error,
    action: paths.handOver(words.locale, procedure.id),
    forms: forms.map((form) => ({
      id: form.id,
      title: procedureText(form, words, 'title'),
      chosen: chosen.includes(form.id),
    })),
  };
}

/** The code, for the eyes and ears of the counter. View: `hand-over/code`. */
export async function codeView(
  shown: Shown & {
    readonly made: HandOverCode;
    readonly forms: readonly Procedure[];
    /** Where a new code is made, with what the form there wants to know. */
    readonly again: { readonly action: string; readonly hidden: readonly (readonly string[])[] };
    readonly backHref?: string;
    readonly stateHref?: string;
    /** Of a form that was put aside: the page before was the only one that showed it. */
    readonly resumeCode?: string;
  },
): Promise<PageModel> {
  const { words, procedure, contact, made, forms, again, backHref, stateHref } = shown;
  return {
    title: titleOf('hand_over:code_title', shown),
    styles: ['form.css', 'hand-over.css'],
    scripts: ['once.js', 'hand-over.js'],
    contact,
    shownOnce: true,
    backLink: backHref === undefined ? undefined : { href: backHref },
    caption: procedureText(procedure, words, 'title'),
    qr: await qrSvg(handOverQr(made.code), words.plain('hand_over:qr_label')),
    code: made.code,
    until: words.t('hand_over:code_until', { time: clockTime(made.expiresAt) }),
    forms: forms.map((form) => procedureText(form, words, 'title')),
    again,
    stateHref,
    resumeCode: shown.resumeCode,
  };
}

/** There is nothing to hand over here, and why. View: `hand-over/without`. */
export function withoutView(shown: Shown & { readonly why: WithoutForm }): PageModel {
  const { words, procedure, contact, why } = shown;
  const { locale } = words;
  return {
    title: titleOf(`hand_over:${why}_title`, shown),
    contact,
    caption: procedureText(procedure, words, 'title'),
    heading: words.t(`hand_over:${why}_title`),
    text: words.t(`hand_over:${why}_text`),
    next:
      why === 'there' || why === 'correction'
        ? { href: paths.status(locale), text: words.t('hand_over:to_status') }
        : { href: paths.applyStart(locale, procedure.id), text: words.t('hand_over:to_form') },
    homeHref: paths.home(locale),
  };
}
