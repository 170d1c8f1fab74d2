import type { Attachment } from '../../domain/attachments/attachment.ts';
import { type DueDocument, dueDocuments } from '../../domain/attachments/due-documents.ts';
import type { Answers } from '../../domain/fields/answers.ts';
import type { Services } from '../../services.ts';
import { type ApplyState, dueOf } from '../apply/apply-context.ts';

/** Files as they were listed last, by the answers of their form as they are in memory. */
const listed = new WeakMap<Answers, readonly Attachment[]>();

/** The documents of a form that is not sent yet, and what is there of them. */
export async function documentsOf(
  { stores }: Pick<Services, 'stores'>,
  state: ApplyState,
): Promise<readonly DueDocument[]> {
  const rules = dueOf(state);
  if (rules.length === 0) return [];
  const { id, answers } = state.draft;
  const files = await stores.attachments.listFor(id);
  listed.set(answers, files);
  return dueDocuments(rules, files, answers);
}

/**
 * The same as this process saw them last, for what is sent: the write says whether these are still
 * the files. Undefined where it has not looked since the answers were saved.
 */
export function recallDocuments(state: ApplyState): readonly DueDocument[] | undefined {
  const rules = dueOf(state);
  if (rules.length === 0) return [];
  const { answers } = state.draft;
  const files = listed.get(answers);
  return files && dueDocuments(rules, files, answers);
}
