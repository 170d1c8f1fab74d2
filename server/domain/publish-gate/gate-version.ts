import { setImmediate } from 'node:timers/promises';
import { accessibilityFindings } from './accessibility-findings.ts';
import { basisFindings } from './basis-findings.ts';
import { easyJapaneseFindings } from './easy-japanese-findings.ts';
import { exampleFindings } from './example-findings.ts';
import { feeFindings } from './fee-findings.ts';
import { GATE_CHECKS, type GateFinding } from './gate-finding.ts';
import { type GateDeps, type GateSubject, type GateVersion, gateSubject } from './gate-subject.ts';
import { reachabilityFindings } from './reachability-findings.ts';
import { structureFindings } from './structure-findings.ts';
import { translationFindings } from './translation-findings.ts';

type Check = (subject: GateSubject) => readonly GateFinding[];

const CHECKS: readonly Check[] = [
  structureFindings,
  reachabilityFindings,
  exampleFindings,
  translationFindings,
  easyJapaneseFindings,
  accessibilityFindings,
  feeFindings,
  basisFindings,
];

/**
 * Everything that keeps a version from being published (errors), and what somebody should have read
 * before (warnings): errors first, then in the order of the checks and of the lines. Publishing is
 * refused as long as there is an error.
 */
export async function gateVersion(
  deps: GateDeps,
  version: GateVersion,
): Promise<readonly GateFinding[]> {
  const subject = await gateSubject(deps, version);
  const found: GateFinding[] = [];
  for (const check of CHECKS) {
    // Residents' requests go in between: a long definition must not hold them up.
    await setImmediate();
    found.push(...check(subject));
  }
  return found.toSorted(
    (a, b) =>
      Number(a.level === 'warning') - Number(b.level === 'warning') ||
      GATE_CHECKS.indexOf(a.check) - GATE_CHECKS.indexOf(b.check) ||
      (a.place.line ?? 0) - (b.place.line ?? 0),
  );
}
