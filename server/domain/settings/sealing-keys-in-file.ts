import { removeAt, setAt } from '../builder/yaml/change-file.ts';
import type { Finding } from '../procedures/procedure.ts';
import { readSource } from '../procedures/source-file.ts';

export const TOWN_FILE = 'municipality.yaml';

type Sections = Readonly<Record<string, unknown>>;

const isMap = (value: unknown): value is Sections =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** As the town's loader reads it; what it can't read has no sections. */
function readSections(content: string) {
  const { source } = readSource(TOWN_FILE, content);
  const sections = isMap(source.data) ? source.data['sections'] : undefined;
  return { line: source.line, sections: isMap(sections) ? sections : {} };
}

function keyIn(sections: Sections, section: string): string {
  const own = Object.hasOwn(sections, section) ? sections[section] : undefined;
  const key = isMap(own) ? own['sealing_key'] : undefined;
  return key === undefined || key === null ? '' : String(key);
}

/** '' where the section has none. */
export const keyInFile = (content: string, section: string): string =>
  keyIn(readSections(content).sections, section);

/** The file with that key; undefined where the section isn't there. '' takes the key away. */
export function withKey(content: string, section: string, key: string): string | undefined {
  const { sections } = readSections(content);
  if (!Object.hasOwn(sections, section)) return undefined;
  if (keyIn(sections, section) === key) return content;
  const at = ['sections', section, 'sealing_key'];
  return key === '' ? removeAt(content, at) : setAt(content, at, key);
}

/** An earlier file with the keys that are in force now. */
export function withKeysOf(content: string, published: string): string {
  const { sections } = readSections(content);
  return Object.keys(sections).reduce(
    (text, section) => withKey(text, section, keyInFile(published, section)) ?? text,
    content,
  );
}

/**
 * Keys are not changed with the file: whoever swaps one reads what residents seal, so a second
 * person confirms it on the section's page.
 */
export function sealingKeyProblems(content: string, published: string): readonly Finding[] {
  const { line, sections } = readSections(content);
  const stands = readSections(published).sections;
  return Object.entries(sections)
    .filter(([section]) => keyIn(sections, section) !== keyIn(stands, section))
    .map(([section, own]) => {
      const name =
        isMap(own) && isMap(own['name']) ? String(own['name']['ja'] ?? section) : section;
      const before = keyIn(stands, section);
      const back =
        before === ''
          ? 'ここでは sealing_key の行を消してください。'
          : `ここでは sealing_key を「${before}」のままにしてください。`;
      return {
        ...{ level: 'error', file: TOWN_FILE, code: 'sealing_key_changed' },
        line: line(['sections', section, 'sealing_key']),
        message: `「${name}」の封をする鍵が変わっています。`,
        mend: `${back}鍵は、「課の名前と連絡先」の課のページで、ほかの人の確認を受けて替えます。`,
      };
    });
}
