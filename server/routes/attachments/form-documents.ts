import { type DueDocument, dueDocuments } from '../../domain/attachments/due-documents.ts';
import type { Services } from '../../services.ts';
import { type ApplyState, dueOf } from '../apply/apply-context.ts';

/** The documents of a form that is not sent yet, and what is there of them. */
export async function documentsOf(
  { stores }: Pick<Services, 'stores'>,
  state: ApplyState,
): Promise<readonly DueDocument[]> {
  const rules = dueOf(state);
  if (rules.length === 0) return [];
  const files = await stores.attachments.listFor(state.draft.id);
  return dueDocuments(rules, files, state.draft.answers);
}
