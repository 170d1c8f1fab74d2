import { globSync, readFileSync } from 'node:fs';
import type { DefinitionSources } from '../../../server/domain/procedures/procedure.ts';

const SHIPPED = globSync('procedures/*/definition.yaml').map(
  (path) => path.split('/').at(-2) ?? '',
);

/** Every procedure that is shipped. */
export const SHIPPED_IDS: readonly string[] = SHIPPED.sort();

export function shippedFiles(id: string): DefinitionSources {
  return Object.fromEntries(
    globSync(`procedures/${id}/*.yaml`).map((path) => [
      path.split('/').at(-1) ?? '',
      readFileSync(path, 'utf8'),
    ]),
  );
}
