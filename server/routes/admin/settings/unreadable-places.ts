import { parseDocument } from 'yaml';
import { plainText } from '../../../lib/html.ts';
import type { Services } from '../../../services.ts';

type Names = Readonly<Record<string, { readonly name?: { readonly ja?: unknown } } | null>>;

/** By what still can be read of the file. */
function placesIn(text: string): Names {
  try {
    const data: unknown = parseDocument(text, { merge: true }).toJS();
    const { resources } = (data ?? {}) as { readonly resources?: unknown };
    return typeof resources === 'object' && resources !== null ? (resources as Names) : {};
  } catch {
    return {};
  }
}

/** What nobody could book while that file can't be read: the places that it has now, by name. */
export function placesOfFile({ resources }: Services, published: string): readonly string[] {
  return Object.entries(placesIn(published)).map(([id, own]) => {
    const name = resources.find(id)?.name['ja'] ?? own?.name?.ja;
    return typeof name === 'string' ? plainText(name) : id;
  });
}
