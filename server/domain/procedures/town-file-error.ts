import { findingText } from './finding.ts';
import type { Finding } from './procedure.ts';

/** A file without which there is no town: where it is wrong, and what to do. */
export class TownFileError extends Error {
  override readonly name = 'TownFileError';
  readonly finding: Finding;

  constructor(finding: Omit<Finding, 'level'>) {
    const whole: Finding = { level: 'error', ...finding };
    super(findingText(whole));
    this.finding = whole;
  }
}
