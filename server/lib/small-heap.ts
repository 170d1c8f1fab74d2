import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** A moment after the start: whoever waits for "ready" comes first. */
const AFTER_MS = 500;
/** Of what is alive: so much the old generation may grow before it is swept. */
const GROWTH_PERCENT = 10;
/** The same where staff work in this process, too: a list or a page of figures is much of a tenth. */
const GROWTH_WITH_STAFF_PERCENT = 40;

let growth = GROWTH_PERCENT;
let isKept = false;

function applyGrowth(): void {
  if (isKept) setFlagsFromString(`--heap-growing-percent=${growth}`);
}

/**
 * From now on the old generation is swept before it has grown by a tenth: V8 otherwise lets it grow
 * to three times what is alive before it looks, and most of that is short-lived pages. Not from the
 * beginning, because what a start makes stays, and sweeping it again and again takes a tenth of the
 * start. One sweep makes the new bound hold.
 */
export function keepHeapSmall(): void {
  setTimeout(() => {
    isKept = true;
    applyGrowth();
    setFlagsFromString('--expose-gc');
    (runInNewContext('gc') as () => void)();
  }, AFTER_MS).unref();
}

/** Staff have come to a process that also serves residents: one page in fifty would wait for a sweep. */
export function giveHeapRoom(): void {
  growth = GROWTH_WITH_STAFF_PERCENT;
  applyGrowth();
}
