import { join } from 'node:path';
import {
  declaredFrom,
  type IndicatorDeclaration,
  type IndicatorSource,
} from '../../server/domain/indicators/declaration.ts';
import { readIndicators } from '../../server/domain/indicators/read-indicators.ts';
import { loadSampleTown } from './sample-town.ts';
import { ROOT } from './source-tree.ts';

/** The indicators that 見本市 declares. */
async function sampleIndicators(): Promise<readonly IndicatorDeclaration[]> {
  return readIndicators(join(ROOT, 'procedures'), await loadSampleTown()).indicators;
}

/** The one from that source. @throws when there is none */
export async function declaredInSample<From extends IndicatorSource['from']>(from: From) {
  const found = declaredFrom(await sampleIndicators(), from);
  if (found === undefined) throw new Error(`見本市 declares no indicator from ${from}`);
  return found;
}
