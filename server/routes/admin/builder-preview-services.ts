import type { FormCounter } from '../../domain/understanding/form-counter.ts';
import type { Services } from '../../services.ts';
import { previewDrafts } from './builder-preview-drafts.ts';

const nothing = () => undefined;

/** Nobody who tries a form is counted. */
const UNCOUNTED: FormCounter = {
  started: nothing,
  reached: nothing,
  passed: nothing,
  refused: nothing,
  mended: nothing,
  sent: nothing,
  left: nothing,
  returned: nothing,
  linkOpened: nothing,
  flush: async () => undefined,
};

/**
 * The services as the form's pages know them, except that what is typed stays in memory and counts
 * nowhere. Built on the real ones, so that what is alive in them stays alive.
 */
export function previewServices(services: Services): Services {
  const stores = Object.create(services.stores, {
    drafts: { value: previewDrafts(), enumerable: true },
  }) as Services['stores'];
  return Object.create(services, {
    stores: { value: stores, enumerable: true },
    formCounter: { value: UNCOUNTED, enumerable: true },
  }) as Services;
}
