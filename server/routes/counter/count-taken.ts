import { pendingInputs } from '../../domain/applications/pending-input.ts';
import { missingDocuments } from '../../domain/attachments/due-documents.ts';
import { ATTACHMENTS_PAGE, CHECK_PAGE } from '../../domain/understanding/understanding.ts';
import type { Services } from '../../services.ts';
import { type ApplyState, stateOf } from '../apply/apply-context.ts';
import { refusedBefore } from '../apply/refused-before.ts';
import { documentsOf } from '../attachments/form-documents.ts';

/** The page that was not filled in yet, the documents, or "check your answers". */
async function stoodAt(services: Services, state: ApplyState): Promise<string> {
  const open = state.journey.reached.find(({ complete }) => !complete);
  if (open) return open.page.id;
  const missing = missingDocuments(await documentsOf(services, state));
  return missing.length > 0 ? ATTACHMENTS_PAGE : CHECK_PAGE;
}

/** Forms that came from a phone: from which page, and what had come back there. */
export async function countTaken(
  services: Services,
  sittingId: string,
  procedures: readonly string[],
): Promise<void> {
  const { stores, formCounter } = services;
  const tasks = await stores.sittings.tasks(sittingId);
  for (const { draftId, procedureId } of tasks) {
    const draft =
      procedures.includes(procedureId) && draftId && (await stores.drafts.find(draftId));
    if (!draft) continue;
    const state = await stateOf(services, draft);
    const { procedure } = state;
    const refused = pendingInputs(draft).flatMap(({ page: id, raw }) => {
      const page = procedure.pages.find((one) => one.id === id);
      return page ? [{ page: id, fields: refusedBefore(raw, page) }] : [];
    });
    formCounter.toCounter(draft, await stoodAt(services, state), refused);
  }
}
