import type { Alternative } from '../../domain/bookings/alternatives.ts';
import type { Resources } from '../../domain/bookings/resources.ts';
import type { Catalogue } from '../../domain/fees/item-catalogue.ts';
import type { Answers } from '../../domain/fields/answers.ts';
import type { Journey, Procedure } from '../../domain/procedures/procedure.ts';
import type { PageModel } from '../../http/page-context.ts';
import type { Paths } from '../../http/paths.ts';
import type { Words } from '../../http/words.ts';
import type { Html } from '../../lib/html.ts';
import { documentRows, type ShownDocument } from '../attachments/document-rows.ts';
import { alternativeViews } from './alternatives-view.ts';
import { answerSections } from './answer-sections.ts';
import { contactView } from './contact-view.ts';
import { applyPlace, type FormPlace } from './form-place.ts';
import { yenText } from './format-text.ts';
import { procedurePlain, procedureText } from './procedure-text.ts';
import { filledText } from './row-text.ts';

/** Fee lines in words; yen. */
interface FeeView {
  readonly lines: readonly { readonly label: string | Html; readonly yen: number }[];
  readonly yen: number;
  readonly exempt?: boolean;
}

interface EstimateLine {
  readonly key: string;
  readonly yen: number;
  /** The row it is reckoned for. */
  readonly row?: Answers;
}

export interface CheckArgs {
  readonly procedure: Procedure;
  readonly words: Words;
  readonly journey: Journey;
  readonly fee: FeeView;
  readonly estimate?: readonly EstimateLine[];
  readonly documents: readonly ShownDocument[];
  readonly draft: { readonly token: string; readonly revision: number };
  readonly csrf: string;
  readonly paths: Paths;
  /** Without it, the pages of a new application. */
  readonly place?: FormPlace;
  readonly resources?: Resources;
  readonly catalogues?: ReadonlyMap<string, Catalogue>;
  readonly notice?: 'stale' | 'conflict';
  /** The slot was taken in the meantime; what else there is (possibly nothing). */
  readonly slotProblem?: readonly Alternative[];
  /** The slot is full: what is sent waits for a seat. */
  readonly waits?: boolean;
  readonly contact?: PageModel['contact'];
}

function estimateView({ estimate, procedure, words }: CheckArgs) {
  if (!estimate || estimate.length === 0) return undefined;
  const lines = estimate.map(({ key, yen, row }) => {
    const label = procedureText(procedure, words, `estimate.lines.${key}`) ?? words.t('apply:form');
    const rule = procedure.estimate?.lines.find((line) => line.key === key);
    const page = procedure.pages.find((p) => p.repeat?.of === rule?.each);
    return {
      label: row && page ? filledText(label, page, row, words, procedure) : label,
      yen: yenText(words, yen),
    };
  });
  const total = estimate.reduce((sum, line) => sum + line.yen, 0);
  return {
    title: procedureText(procedure, words, 'estimate.title') ?? words.t('apply:estimate'),
    lines,
    total: yenText(words, total),
  };
}

function feeView({ fee, words, procedure }: CheckArgs) {
  const { when } = procedure.fee;
  // Fixed after the review, or nothing to pay at the counter: there is no sum to show yet.
  if (when === 'none' || (when !== 'with_application' && fee.lines.length === 0)) return undefined;
  return {
    lines: fee.lines.map(({ label, yen }) => ({ label, yen: yenText(words, yen) })),
    total: yenText(words, fee.yen),
    exempt: fee.exempt === true,
    needsProof: procedure.fee.exemptProof.length > 0,
  };
}

/** When and how it is paid, where it costs something; with the application the button says it. */
function payWay({ procedure, words }: CheckArgs) {
  const { when } = procedure.fee;
  return when === 'none' || when === 'with_application'
    ? undefined
    : words.t(`apply:pay_way.${when}`);
}

function submitText({ procedure, words, fee, waits }: CheckArgs): Html {
  if (waits) return words.t('apply:submit_waiting');
  if (procedure.submission === 'prepare_only') return words.t('apply:submit_prepare');
  return fee.yen > 0 && procedure.fee.when === 'with_application'
    ? words.t('apply:submit_and_pay', { yen: yenText(words, fee.yen) })
    : words.t('apply:submit');
}

const placeOf = ({ place, procedure }: CheckArgs) => place ?? applyPlace(procedure.id);

function slotNotice(args: CheckArgs) {
  if (!args.slotProblem) return undefined;
  return { alternatives: alternativeViews(args.slotProblem, { ...args, place: placeOf(args) }) };
}

/** Check your answers, with what it costs and what is still needed. View: `apply/check`. */
export function checkView(args: CheckArgs) {
  const { procedure, words, journey } = args;
  const place = placeOf(args);
  const { locale } = words;
  const last = journey.reached.at(-1)?.page;
  const steps = journey.total + (args.documents.length > 0 ? 2 : 1);
  return {
    title: `${words.plain('apply:check_title')} - ${procedurePlain(procedure, words, 'title')}`,
    hasErrors: args.slotProblem !== undefined,
    keepForm: 'form',
    canHandOver: place.handOver !== undefined && !procedure.sealed,
    styles: ['form.css'],
    scripts: ['once.js'],
    contact: args.contact ?? contactView(procedure, words),
    backLink: {
      href: last ? place.page(locale, last.id) : place.home(locale),
    },
    pageHeading: {
      caption: procedureText(procedure, words, 'title'),
      title: words.t('apply:check_title'),
      current: steps,
      total: steps,
    },
    notice: args.notice
      ? { tone: 'warning', text: words.t(`apply:notice.${args.notice}`), role: 'status' }
      : undefined,
    slotProblem: slotNotice(args),
    waits: args.waits === true,
    sealed: procedure.sealed && words.t('apply:sealed_check'),
    sections: answerSections({
      procedure,
      words,
      pages: journey.reached,
      answers: journey.answers,
      sources: { resources: args.resources, catalogues: args.catalogues },
      changeHref: (page, row) => `${place.page(locale, page.id, row)}?from=check`,
    }),
    fee: feeView(args),
    estimate: estimateView(args),
    documents: documentRows(args.documents, {
      procedure,
      words,
      hrefOf: ({ rule }) => `${place.attachments(locale)}/${rule.key}?from=check`,
    }),
    action: place.check(locale),
    canSubmit: args.slotProblem === undefined || args.waits === true,
    payWay: payWay(args),
    isPrepared: procedure.submission === 'prepare_only',
    submitText: submitText(args),
    csrf: args.csrf,
    draft: args.draft,
  } satisfies PageModel;
}

export type CheckModel = ReturnType<typeof checkView>;
