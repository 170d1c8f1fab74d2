import type { Finding } from '../procedure.ts';
import type { SourceFile, YamlPath } from '../source-file.ts';

/** Collects the findings of one definition. */
export interface Report {
  readonly findings: Finding[];
  error(path: YamlPath, code: string, message: string, mend: string): void;
  /** What does not keep the definition from serving. */
  warn(path: YamlPath, code: string, message: string, mend: string): void;
  /** The same about one of the language files. */
  errorIn(source: SourceFile, path: YamlPath, code: string, message: string, mend: string): void;
}

export function createReport(definition: SourceFile): Report {
  const findings: Finding[] = [];
  const tell =
    (level: Finding['level']): Report['errorIn'] =>
    (source, path, code, message, mend) => {
      const line = source.line(path);
      findings.push({ level, file: source.file, line, code, message, mend });
    };
  const errorIn = tell('error');
  return {
    findings,
    errorIn,
    warn: (path, code, message, mend) => tell('warning')(definition, path, code, message, mend),
    error: (path, code, message, mend) => errorIn(definition, path, code, message, mend),
  };
}
