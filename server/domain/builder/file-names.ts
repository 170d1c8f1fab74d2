import { LOCALE_CODE } from '../procedures/locale.ts';

export const DEFINITION_FILE = 'definition.yaml';

/** `en.yaml` → `en`; undefined for the definition itself and for everything else. */
export function localeOfFile(file: string): string | undefined {
  const code = /^([A-Za-z-]+)\.yaml$/.exec(file)?.[1];
  return code !== undefined && LOCALE_CODE.test(code) ? code : undefined;
}

/** A file that a version can have: `definition.yaml` or `<lang>.yaml`. */
export function isDefinitionFile(file: string): boolean {
  return file === DEFINITION_FILE || localeOfFile(file) !== undefined;
}
