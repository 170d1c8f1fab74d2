/** So long may whoever took a step take it back. */
export const UNDO_MS = 60_000;

/** The mails of a step wait a little longer, so that none goes out while it is being taken back. */
const HOLD_MS = UNDO_MS + 5_000;

/** Until when the mails of a step that is taken now are held back. */
export function holdUntil(now: Date): Date {
  return new Date(now.getTime() + HOLD_MS);
}
