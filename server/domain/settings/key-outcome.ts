import type { TownCheck } from './town-check.ts';

/** How a step ended. Whoever is refused is told why; nothing was written then. */
export type KeyOutcome =
  | { readonly kind: 'done' }
  /** It waits no more, or the key in force is another one by now. */
  | { readonly kind: 'too_late' }
  /** Another change of that section waits already. */
  | { readonly kind: 'waits_already' }
  | { readonly kind: 'same_key' }
  | { readonly kind: 'reason_missing' }
  /** Whoever asked does not confirm. */
  | { readonly kind: 'own_work' }
  /** The town would not stand with it. */
  | { readonly kind: 'troubles'; readonly check: TownCheck };
