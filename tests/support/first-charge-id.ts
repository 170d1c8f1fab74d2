import { randomUUID } from 'node:crypto';

/**
 * Of two charges of the same moment the one whose id sorts first counts as the newer. The clocks of
 * tests stand still: a case's first charge must not win against its second one by chance.
 */
export const firstChargeId = () => `f${randomUUID().slice(1)}`;
