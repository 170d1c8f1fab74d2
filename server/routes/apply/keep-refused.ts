import type { FastifyRequest } from 'fastify';
import { pendingAt, withPending } from '../../domain/applications/pending-input.ts';
import type { RawInput } from '../../domain/fields/answers.ts';
import type { Services } from '../../services.ts';
import { revisionOf } from './apply-context.ts';
import { isCounted } from './form-who.ts';
import { keptInput } from './refused-before.ts';
import type { FormRequest } from './render-form.ts';

/**
 * What came back with errors waits on the draft, as the page's script keeps it when the page is
 * left: without a script, who closes it and comes back would lose it and be counted as given up.
 */
export function keepRefused(
  { stores }: Services,
  request: FastifyRequest,
  form: FormRequest & { readonly raw: RawInput },
): void {
  const { state, page, row, raw } = form;
  const { draft } = state;
  // An older tab must not cover what was saved since.
  if (!isCounted(request, state) || revisionOf(raw) !== draft.revision) return;
  const spot = { page, ...(row !== undefined && { row }) };
  const input = keptInput(form);
  if (JSON.stringify(pendingAt(draft, spot)?.raw) === JSON.stringify(input)) return;
  const { id, revision } = draft;
  const pending = withPending(draft, spot, input);
  stores.drafts.keepPendingSoon({ id, revision, pending, locale: request.locale });
}
