import type { Finding } from '../procedures/procedure.ts';
import { readSource } from '../procedures/source-file.ts';
import type { GateCheck, GateFinding } from './gate-finding.ts';
import { namedPath } from './gate-place.ts';
import type { GateSubject } from './gate-subject.ts';

/** What belongs to another check than the form of the files. */
const CHECKS: Readonly<Record<string, GateCheck>> = {
  unreachable_page: 'reachability',
  unreachable_field: 'reachability',
  example_failed: 'examples',
  example_outdated: 'examples',
  missing_text: 'translations',
  unknown_text: 'translations',
  missing_ruby: 'easy_japanese',
  amount_not_valid: 'fees',
};

/** Everything that reading and compiling the files has to say, with its place. */
export function structureFindings(subject: GateSubject): readonly GateFinding[] {
  const { findings, written } = subject.compilation;
  // Missing texts are counted by language, in a check of their own.
  const own = written ? findings.filter(({ code }) => code !== 'missing_text') : findings;
  const data =
    written?.source.data ??
    readSource('definition.yaml', subject.files['definition.yaml'] ?? '').source.data;
  return own.map((finding) => gateFinding(subject, data, finding));
}

function gateFinding(subject: GateSubject, data: unknown, finding: Finding): GateFinding {
  const { level, code, message, mend, line, path } = finding;
  const file = finding.file.slice(`${subject.procedureId}/`.length);
  const of = file === 'definition.yaml' ? data : undefined;
  const check = CHECKS[code] ?? 'structure';
  return {
    level,
    check,
    code: `${check}.${code}`,
    place: { file, line, ...(path && path.length > 0 && { path: namedPath(of, path) }) },
    message,
    mend,
  };
}
