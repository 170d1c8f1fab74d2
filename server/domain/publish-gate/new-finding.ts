import type { YamlPath } from '../procedures/source-file.ts';
import type { GateCheck, GateFinding } from './gate-finding.ts';
import { definitionPlace } from './gate-place.ts';
import type { GateSubject } from './gate-subject.ts';

export type GateCode = `${GateCheck}.${string}`;

/** A finding in definition.yaml. */
export function findingAt(
  subject: GateSubject,
  level: GateFinding['level'],
  code: GateCode,
  path: YamlPath,
  [message, mend]: readonly [message: string, mend: string],
): GateFinding {
  const check = code.slice(0, code.indexOf('.')) as GateCheck;
  return { level, check, code, place: definitionPlace(subject, path), message, mend };
}

/** A text as it is shown, without its ruby marks; shortened where it is named in a sentence. */
export function withoutRuby(text: string): string {
  return text.replace(/\{([^{}|]+)\|[^{}|]+\}/g, '$1');
}

export function shortText(text: string): string {
  const bare = withoutRuby(text);
  return bare.length > 30 ? `${bare.slice(0, 29)}…` : bare;
}
