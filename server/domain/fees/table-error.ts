import type { Finding } from '../procedures/procedure.ts';
import { TownFileError } from '../procedures/town-file-error.ts';
import { sentence } from '../settings/shape-words.ts';

/** What a table that can't be used is left out for. */
export function tableFinding(error: unknown, file: string, code: string): Finding {
  if (error instanceof TownFileError) {
    const mend = `${sentence(error.finding.mend)}直すまで、この表はどれも使えません。`;
    return { ...error.finding, code, mend };
  }
  const message = `表を読めません（${(error as Error).message}）。`;
  return {
    level: 'error',
    file,
    line: 1,
    code,
    message,
    mend: 'ファイルがあるか確かめてください。',
  };
}
