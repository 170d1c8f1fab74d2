import type { Answers } from '../fields/answers.ts';
import type { AttachmentRule } from '../procedures/case-rules.ts';
import type { Attachment } from './attachment.ts';

/**
 * Key in a draft's answers: documents that the resident wants to hand in later. No field can have
 * that name; it stays behind with the draft, because after the submission the missing file says it.
 */
const LATER = '$later';

/** One document that is asked for, and how far it is. */
export interface DueDocument {
  readonly rule: AttachmentRule;
  readonly files: readonly Attachment[];
  /** `missing`: nothing yet; `later`: put off; `paper`: an original, to be brought or posted. */
  readonly state: 'missing' | 'given' | 'later' | 'paper';
}

function postponed(answers: Answers): readonly string[] {
  const keys = answers[LATER];
  return Array.isArray(keys) ? (keys as readonly string[]) : [];
}

/** The answers of a draft with that document put off. */
export function postpone(answers: Answers, key: string): Answers {
  return { ...answers, [LATER]: [...new Set([...postponed(answers), key])] };
}

function stateOf(rule: AttachmentRule, files: number, answers: Answers): DueDocument['state'] {
  if (rule.deliver === 'paper') return 'paper';
  if (files > 0) return 'given';
  return rule.mayFollow && postponed(answers).includes(rule.key) ? 'later' : 'missing';
}

/** Files that were added under other rules are left out. */
export function dueDocuments(
  rules: readonly AttachmentRule[],
  handedIn: readonly Attachment[],
  answers: Answers,
): readonly DueDocument[] {
  return rules.map((rule) => {
    const files = handedIn.filter(({ key }) => key === rule.key);
    return { rule, files, state: stateOf(rule, files.length, answers) };
  });
}

/** Without these the application can't be sent. */
export function missingDocuments(documents: readonly DueDocument[]): readonly DueDocument[] {
  return documents.filter(({ rule, state }) => state === 'missing' && !rule.mayFollow);
}
