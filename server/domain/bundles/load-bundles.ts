import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../procedures/procedure.ts';
import type { Bundle, Bundles } from './bundle.ts';
import type { BundleLibrary } from './bundle-findings.ts';
import { compileBundle } from './compile-bundle.ts';

/**
 * Reads `bundles/*.yaml` of a procedures folder. A bundle with a mistake is left out and named; the
 * others serve. A town without bundles has no such folder.
 */
export function loadBundles(folder: string, library: BundleLibrary): Bundles {
  const good: Bundle[] = [];
  const broken = new Map<string, readonly Finding[]>();
  const warnings: Finding[] = [];
  const own = join(folder, 'bundles');
  const files = existsSync(own) ? readdirSync(own).sort() : [];
  for (const file of files.filter((name) => name.endsWith('.yaml'))) {
    const name = file.slice(0, -'.yaml'.length);
    const content = readFileSync(join(own, file), 'utf8');
    const { bundle, findings } = compileBundle(name, content, library);
    if (bundle === undefined) broken.set(name, findings);
    else {
      good.push(bundle);
      warnings.push(...findings);
    }
  }
  const all = new Map(good.sort((a, b) => a.order - b.order).map((one) => [one.id, one]));
  return { all, broken, warnings };
}
