import type { Finding } from '../procedure.ts';
import type { SourceFile, YamlPath } from '../source-file.ts';

/** Collects the findings of one definition. */
export interface Report {
  readonly findings: Finding[];
  /** @param example name of the example case that it is about */
  error(path: YamlPath, code: string, message: string, mend: string, example?: string): void;
  /** What does not keep the definition from serving. */
  warn(path: YamlPath, code: string, message: string, mend: string, example?: string): void;
  /** An error in one of the language files. */
  errorIn(source: SourceFile, path: YamlPath, code: string, message: string, mend: string): void;
}

export function createReport(definition: SourceFile): Report {
  const findings: Finding[] = [];
  const tell = (
    level: Finding['level'],
    source: SourceFile,
    path: YamlPath,
    told: Pick<Finding, 'code' | 'message' | 'mend' | 'example'>,
  ) => {
    const { file } = source;
    findings.push({ level, file, line: source.line(path), path: path.map(plainKey), ...told });
  };
  const teller =
    (level: Finding['level']): Report['error'] =>
    (path, code, message, mend, example) => {
      const about = example === undefined ? {} : { example };
      tell(level, definition, path, { code, message, mend, ...about });
    };
  return {
    findings,
    error: teller('error'),
    warn: teller('warning'),
    errorIn: (source, path, code, message, mend) =>
      tell('error', source, path, { code, message, mend }),
  };
}

function plainKey(key: PropertyKey): string | number {
  return typeof key === 'number' ? key : String(key);
}
