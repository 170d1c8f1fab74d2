import type { RawInput } from '../../domain/fields/answers.ts';
import type { Pause } from '../../domain/pauses/pause.ts';
import type { Municipality } from '../../domain/procedures/municipality.ts';
import { windowOn } from '../../domain/procedures/open-window.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import type { PageModel } from '../../http/page-context.ts';
import type { Paths } from '../../http/paths.ts';
import { pauseTexts } from '../../http/pause-texts.ts';
import type { Words } from '../../http/words.ts';
import type { Html } from '../../lib/html.ts';
import { contactView } from './contact-view.ts';
import { many } from './field-view.ts';
import { dateText, momentText } from './format-text.ts';
import { fieldLabel, procedurePlain, procedureText } from './procedure-text.ts';
import { startTerms } from './start-terms.ts';

export interface StartArgs {
  readonly procedure: Procedure;
  readonly words: Words;
  readonly municipality: Municipality;
  readonly draft?: { readonly exists: boolean; readonly updatedAt: Date };
  /** What was begun here was handed to the counter. */
  readonly isAtCounter?: boolean;
  readonly closed?: 'before' | 'after' | 'no_payment' | 'paused';
  /** 緊急停止, with its reason. */
  readonly pause?: Pause | undefined;
  readonly today: string;
  /** The site stands still on the day of its deadline. */
  readonly deadlineHindered?: { readonly title: Html; readonly text: Html };
  /** A place chosen on the booking pages: ?resource=&day=&slot=. */
  readonly prefill?: RawInput;
  /** Fields whose answers are known from other forms of this sitting. */
  readonly known?: readonly string[];
  readonly csrf: string;
  readonly paths: Paths;
}

const PREFILLED = ['resource', 'day', 'slot', 'via'];

/** What it costs, and when and how it is paid. */
function feeLines({ procedure, words }: Pick<StartArgs, 'procedure' | 'words'>) {
  const { when } = procedure.fee;
  const fee = procedureText(procedure, words, 'start.fee') ?? words.t('apply:free');
  return when === 'none' ? [fee] : [fee, words.t(`apply:pay_way.${when}`)];
}

function facts({ procedure, words, municipality, today }: StartArgs) {
  const text = (key: string) => procedureText(procedure, words, key);
  const deadline = text('deadline.text');
  const { place } = contactView(procedure, words, municipality);
  return [
    {
      key: words.t('apply:minutes_label'),
      value: words.t('common:minutes', { count: procedure.minutes }),
    },
    { key: words.t('apply:fee_label'), lines: feeLines({ procedure, words }) },
    ...(procedure.submission === 'prepare_only'
      ? [{ key: words.t('apply:prepare_label'), value: words.t('apply:prepare_text') }]
      : []),
    ...(deadline ? [{ key: words.t('apply:deadline_label'), value: deadline }] : []),
    ...startTerms(procedure, words, today),
    ...(place ? [{ key: words.t('apply:place_label'), value: place }] : []),
  ];
}

function closedText({ closed, procedure, words, today }: StartArgs) {
  if (!closed || closed === 'paused') return undefined;
  const { from, to } = windowOn(procedure.window, today);
  const day = closed === 'before' ? from : to;
  return words.t(`apply:closed_${closed}`, { date: day ? dateText(words, day) : '' });
}

/** Asked every time: what was typed for one purpose is used for another only if the person says so. */
function reuse({ known = [], procedure, words }: StartArgs) {
  const labels = known.flatMap((id) => {
    const field = procedure.fields.get(id);
    return field ? [fieldLabel(procedure, words, field)] : [];
  });
  return labels.length > 0 ? { labels } : undefined;
}

function readyTexts({ procedure, words, today }: StartArgs) {
  const scope = procedure.rules.start(today);
  return procedure.ready
    .filter(({ when }) => !when || when.run(scope))
    .map(({ key }) => procedureText(procedure, words, `start.ready.${key}`))
    .filter(Boolean);
}

/** Who, what to have ready, how long, fee, deadline, whom to ask, and the button. View: `apply/start`. */
export function startView(args: StartArgs): PageModel {
  const { procedure, words, municipality, draft, prefill, paths, csrf, closed } = args;
  const text = (key: string) => procedureText(procedure, words, key);
  const { locale } = words;
  const hidden = PREFILLED.flatMap((name) =>
    many(prefill ?? {}, name).map((value) => ({ name, value })),
  );
  return {
    title: procedurePlain(procedure, words, 'title'),
    styles: ['form.css'],
    scripts: ['once.js'],
    contact: contactView(procedure, words, municipality),
    backLink: { href: paths.procedures(locale), text: words.t('apply:all_procedures') },
    heading: text('title'),
    summary: text('summary'),
    who: text('start.who'),
    ready: readyTexts(args),
    facts: facts(args),
    closed: closedText(args),
    paused: args.pause && pauseTexts(args.pause, words),
    deadlineHindered: args.deadlineHindered,
    draft: draft?.exists
      ? { text: words.t('apply:draft_exists', { date: momentText(words, draft.updatedAt) }) }
      : undefined,
    there: args.isAtCounter
      ? { title: words.t('hand_over:there_title'), text: words.t('hand_over:there_text') }
      : undefined,
    canBegin: !closed,
    isPrepared: procedure.submission === 'prepare_only',
    reuse: reuse(args),
    hidden,
    action: paths.applyNew(locale, procedure.id),
    csrf,
  };
}
