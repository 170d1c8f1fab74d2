import { readFileSync } from 'node:fs';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const LONG = /\/tests\/(journeys\/|walks\/|routes\/office\/every-route\.)/;

/**
 * Browser journeys are the long files, a whole suite of them in three lines the longest; walks through
 * everything come next to them. All journeys wait for the first start of the sample town but one:
 * beside it the other worker has work.
 */
function length({ moduleId }: TestSpecification): number {
  if (!LONG.test(moduleId)) return 0;
  if (moduleId.endsWith('/journeys/every-procedure.test.ts')) return 3;
  return readFileSync(moduleId, 'utf8').includes('journeySuite(') ? 2 : 1;
}

/** The longest first: started last, one of them would keep a core idle at the end. */
export class JourneysFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return [3, 2, 1, 0].flatMap((long) => sorted.filter((file) => length(file) === long));
  }
}
