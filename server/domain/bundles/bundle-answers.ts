import type { Bundle, BundleAnswers, BundleQuestion } from './bundle.ts';

/** The answer of a form, in the question's own type; undefined where it is none of its own. */
function readAnswer(
  { type, options }: BundleQuestion,
  posted: unknown,
): string | boolean | undefined {
  if (type === 'yes_no') return posted === 'yes' ? true : posted === 'no' ? false : undefined;
  return options.find(({ key }) => key === posted)?.key;
}

/**
 * What was posted, question by question. A question that is not asked after the answers above it has
 * none, whatever was posted.
 * @param today JST date
 * @returns the answers, and the ids of questions that are asked and have none
 */
export function readBundleAnswers(
  { questions }: Bundle,
  posted: Readonly<Record<string, unknown>>,
  today: string,
): { readonly answers: BundleAnswers; readonly missing: readonly string[] } {
  const answers: Record<string, string | boolean> = {};
  const missing: string[] = [];
  for (const question of questions) {
    if (!question.asked(answers, today)) continue;
    const answer = readAnswer(question, posted[question.id]);
    if (answer === undefined) missing.push(question.id);
    else answers[question.id] = answer;
  }
  return { answers, missing };
}

/** The questions that are asked after these answers, in order. */
export function askedQuestions(
  { questions }: Bundle,
  answers: BundleAnswers,
  today: string,
): readonly BundleQuestion[] {
  return questions.filter(({ asked }) => asked(answers, today));
}
