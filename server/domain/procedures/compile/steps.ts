import type { Definition } from '../definition-schema.ts';
import type { Procedure } from '../procedure.ts';
import type { YamlPath } from '../source-file.ts';
import { compileAt, type Workbench } from './fields.ts';

/** Nothing has been answered before the form begins: only the town, its amounts and the day are known. */
const BEFORE_START = -1;

/** What to have ready before starting, and what happens after sending: each with its condition. */
export function compileSteps(
  bench: Workbench,
  { start, next }: Definition,
): Pick<Procedure, 'ready' | 'next'> {
  const whenOf = (source: string | boolean | undefined, path: YamlPath, upTo: number) => {
    const when = compileAt<boolean>(bench, source, 'bool', { path, upTo });
    return when && { when };
  };
  return {
    ready: Object.entries(start?.ready ?? {}).map(([key, entry]) => ({
      key,
      ...(typeof entry === 'object' &&
        whenOf(entry.when, ['start', 'ready', key, 'when'], BEFORE_START)),
    })),
    next: Object.entries(next ?? {}).map(([key, { days, when }]) => ({
      key,
      ...(days !== undefined && { days }),
      ...whenOf(when, ['next', key, 'when'], bench.applicationEnd),
    })),
  };
}
