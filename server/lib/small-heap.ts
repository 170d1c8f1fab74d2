import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** A moment after the start: whoever waits for "ready" comes first. */
const AFTER_MS = 500;
const GROWTH_PERCENT = 10;

/**
 * From now on the old generation is swept before it has grown by a tenth: V8 otherwise lets it grow
 * to three times what is alive before it looks, and most of that is short-lived pages. Not from the
 * beginning, because what a start makes stays, and sweeping it again and again takes a tenth of the
 * start. One sweep makes the new bound hold.
 */
export function keepHeapSmall(): void {
  setTimeout(() => {
    setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`);
    setFlagsFromString('--expose-gc');
    (runInNewContext('gc') as () => void)();
  }, AFTER_MS).unref();
}
