import type { Clock } from '../../lib/clock.ts';
import type { EntrySource } from '../understanding/entry-source.ts';
import { newShortCode, type ShortLink, type ShortLinkStore } from './short-link.ts';

/** Longest name of a place. */
export const PLACE_LENGTH = 60;

/** Makes a short address of a procedure; its code is nobody else's. */
export async function makeShortLink(
  store: ShortLinkStore,
  clock: Clock,
  input: {
    readonly procedureId: string;
    readonly source: EntrySource;
    readonly place: string;
    readonly by: string;
  },
): Promise<ShortLink> {
  for (;;) {
    const at = clock.now();
    const { procedureId, source, place, by } = input;
    const link = { code: newShortCode(), procedureId, source, place, madeBy: by, madeAt: at };
    const audit = {
      at,
      actor: `staff:${by}`,
      action: 'short_link.made',
      subject: procedureId,
      detail: { code: link.code, source },
    };
    if (await store.add(link, audit)) return link;
  }
}
