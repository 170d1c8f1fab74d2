import type { Bundle, BundleAnswers, BundleQuestion } from '../../domain/bundles/bundle.ts';
import { askedQuestions } from '../../domain/bundles/bundle-answers.ts';
import type { Sitting } from '../../domain/counter/sitting.ts';
import { htmlLang, type Locale } from '../../domain/procedures/locale.ts';
import type { PageModel } from '../../http/page-context.ts';
import type { Html } from '../../lib/html.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { pickLocal, pickLocalPlain } from '../apply/procedure-text.ts';

type Texts = Readonly<Record<string, string>>;

/** What staff read, and below it what the resident reads, where that is another language. */
interface Both {
  readonly text: string;
  readonly local?: { readonly text: Html; readonly lang: string };
}

function both(texts: Texts, locale: Locale): Both {
  const text = pickLocalPlain(texts, 'ja');
  if (locale === 'ja') return { text };
  return { text, local: { text: pickLocal(texts, locale), lang: htmlLang(locale) } };
}

/** Why the sitting's bundle asks for that procedure; undefined where it doesn't. */
export function whyInBundle(
  { bundles }: Services,
  { bundle, locale }: Sitting,
  procedureId: string,
): Both | undefined {
  const own = bundle === null ? undefined : bundles.all.get(bundle);
  const why = own?.procedures.find(({ id }) => id === procedureId)?.why;
  return why && both(why, locale);
}

function vocabulary({ words }: Services, word: string, locale: Locale): Both {
  const text = words('ja').plain(`vocabulary:${word}`);
  if (locale === 'ja') return { text };
  return { text, local: { text: words(locale).t(`vocabulary:${word}`), lang: htmlLang(locale) } };
}

interface Scene {
  readonly sitting: Sitting;
  readonly bundle: Bundle | undefined;
  readonly answers: BundleAnswers;
  /** Ids of questions that are asked and have no answer. */
  readonly missing: readonly string[];
}

const chosenOf = (answer: string | boolean | undefined) =>
  typeof answer === 'boolean' ? (answer ? 'yes' : 'no') : answer;

function questionView(
  services: Services,
  { sitting, answers, missing }: Scene,
  question: BundleQuestion,
  isAsked: boolean,
) {
  const { id, type, label, hint, options, reveal } = question;
  const { locale } = sitting;
  const choices =
    type === 'yes_no'
      ? ['yes', 'no'].map((key) => ({ key, ...vocabulary(services, key, locale) }))
      : options.map(({ key, text }) => ({ key, ...both(text, locale) }));
  return {
    id,
    ...both(label, locale),
    hint: hint && both(hint, locale),
    choices,
    chosen: chosenOf(answers[id]),
    isMissing: missing.includes(id),
    isHidden: !isAsked,
    reveal: reveal && JSON.stringify(reveal.clauses.map((c) => [c.field, c.values, c.not ? 1 : 0])),
  };
}

/** The bundles to choose from, or the questions of the one that was chosen. */
export function bundleView(services: Services, scene: Scene): PageModel {
  const { sitting, bundle, answers, missing } = scene;
  const { locale } = sitting;
  const today = todayInTokyo(services.clock.now());
  const asked = bundle && new Set(askedQuestions(bundle, answers, today));
  // What the browser can't follow is there only once it is asked.
  const questions = bundle?.questions.filter((one) => asked?.has(one) || one.reveal) ?? [];
  return {
    title: bundle ? pickLocalPlain(bundle.title, 'ja') : 'まとめてする手続き',
    styles: ['counter-bundle.css'],
    scripts: bundle ? ['reveal.js'] : [],
    hasErrors: missing.length > 0,
    errors: questions
      .filter(({ id }) => missing.includes(id))
      .map(({ id, label }) => ({
        href: `#q-${id}`,
        text: `「${pickLocalPlain(label, 'ja')}」に答えてください。`,
      })),
    sitting,
    bundle: bundle && {
      id: bundle.id,
      ...both(bundle.title, locale),
      lead: both(bundle.lead, locale),
      questions: questions.map((one) =>
        questionView(services, scene, one, asked?.has(one) ?? false),
      ),
    },
    isAgain: bundle !== undefined && bundle.id === sitting.bundle,
    bundles: [...services.bundles.all.values()].map((one) => ({
      id: one.id,
      ...both(one.title, locale),
      lead: pickLocalPlain(one.lead, 'ja'),
      isChosen: one.id === sitting.bundle,
    })),
  };
}
