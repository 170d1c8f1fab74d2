import type { Config } from '../config.ts';
import { createKeyRing } from '../lib/key-ring.ts';

interface Place {
  /** What it is for: a note for one use is worth nothing for another. */
  readonly purpose: string;
  /** Whose it is: the hash of the browser's session, an id. */
  readonly place: string;
}

/**
 * A short text that the browser carries for us without being able to read or change it, good for
 * one place until one moment: between two steps that belong together.
 */
export function sealNote(
  { dataKeys }: Config,
  { purpose, place }: Place,
  { text, until }: { readonly text: string; readonly until: Date },
): string {
  const plain = `${until.getTime()} ${text}`;
  return createKeyRing(dataKeys).forPurpose(purpose).seal(plain, place).toString('base64url');
}

/** @returns undefined when it is not ours, not for this place, or its time is over */
export function openNote(
  { dataKeys }: Config,
  { purpose, place }: Place,
  { note, now }: { readonly note: string | undefined; readonly now: Date },
): string | undefined {
  if (note === undefined || note === '') return undefined;
  try {
    const sealed = Buffer.from(note, 'base64url');
    const plain = createKeyRing(dataKeys).forPurpose(purpose).open(sealed, place);
    const space = plain.indexOf(' ');
    return now.getTime() < Number(plain.slice(0, space)) ? plain.slice(space + 1) : undefined;
  } catch {
    return undefined;
  }
}
