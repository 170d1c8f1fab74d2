import type { AttachmentFiles } from '../../domain/attachments/attachment.ts';
import { DomainError } from '../../domain/errors.ts';
import type { FormCounter } from '../../domain/understanding/form-counter.ts';
import type { Services } from '../../services.ts';
import { createTrials, type Trials } from './builder-preview-trials.ts';

const nothing = () => undefined;

/** Nobody who tries a form is counted. */
const UNCOUNTED: FormCounter = {
  started: nothing,
  reached: nothing,
  passed: nothing,
  refused: nothing,
  mended: nothing,
  documentsGiven: nothing,
  sent: nothing,
  toCounter: nothing,
  left: nothing,
  returned: nothing,
  linkOpened: nothing,
  flush: async () => undefined,
};

/** Files are looked at as ever, and thrown away as soon as it is known whether they would be taken. */
function filesLookedAt(real: AttachmentFiles): AttachmentFiles {
  const gone = async () => {
    throw new DomainError('page_not_found');
  };
  return {
    async receive(content, accept) {
      const prepared = await real.receive(content, accept);
      if ('file' in prepared) await real.remove(prepared.file.id);
      return prepared;
    },
    open: gone,
    openSealed: gone,
    remove: async () => undefined,
    olderThan: async () => [],
    close: async () => undefined,
  };
}

/**
 * The services as the form's pages know them, except that what is typed stays in memory and counts
 * nowhere. Built on the real ones, so that what is alive in them stays alive.
 */
export function previewServices(services: Services): {
  readonly services: Services;
  readonly trials: Trials;
} {
  const trials = createTrials();
  const stores = Object.create(services.stores, {
    drafts: { value: trials.drafts, enumerable: true },
    attachments: { value: trials.attachments, enumerable: true },
  }) as Services['stores'];
  const tried = Object.create(services, {
    stores: { value: stores, enumerable: true },
    attachmentFiles: { value: filesLookedAt(services.attachmentFiles), enumerable: true },
    formCounter: { value: UNCOUNTED, enumerable: true },
  }) as Services;
  return { services: tried, trials };
}
