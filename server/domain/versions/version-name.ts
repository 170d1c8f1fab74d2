import { plainText } from '../../lib/html.ts';
import { type Phrasebook, phraseKey } from '../procedures/phrasebook.ts';
import type { DefinitionSources } from '../procedures/procedure.ts';
import { readSource } from '../procedures/source-file.ts';

/** What lists call a version: title (without ruby) and section, as far as its files say them. */
export function versionName(
  procedureId: string,
  files: DefinitionSources,
  phrasebook?: Phrasebook,
): { readonly title: string; readonly section: string } {
  const { source } = readSource('definition.yaml', files['definition.yaml'] ?? '');
  const data = (source.data ?? {}) as Readonly<Record<string, unknown>>;
  const text = (key: string) => (typeof data[key] === 'string' ? (data[key] as string) : '');
  const written = text('title');
  const phrase = phraseKey(written);
  const title = phrase ? phrasebook?.phrases.get('ja')?.[phrase] : written;
  return { title: plainText(title || procedureId), section: text('section') };
}
