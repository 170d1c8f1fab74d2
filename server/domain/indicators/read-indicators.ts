import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../procedures/procedure.ts';
import { compileIndicators, type IndicatorLibrary } from './compile-indicators.ts';
import type { IndicatorDeclaration } from './declaration.ts';

const FILE = 'indicators.yaml';

/** Reads the indicators of a procedures folder; a town may do without. */
export function readIndicators(
  folder: string,
  library: IndicatorLibrary,
): { readonly indicators: readonly IndicatorDeclaration[]; readonly findings: readonly Finding[] } {
  const file = join(folder, FILE);
  if (!existsSync(file)) return { indicators: [], findings: [] };
  return compileIndicators(FILE, readFileSync(file, 'utf8'), library);
}
