import { entriesOf, type FollowDeps } from './follow-applications.ts';

const BATCH = 200;

/**
 * Makes every row and every search key anew, from the applications themselves: after a loss, a new
 * key, a definition that moved to another section. Lists can be used meanwhile, and a run that was
 * broken off is begun again.
 * @returns how many rows there are
 */
export async function rebuildInbox(
  deps: FollowDeps,
  onProgress: (done: number) => void = () => undefined,
): Promise<number> {
  const { inbox } = deps.stores;
  const upTo = await inbox.logEnd();
  let done = 0;
  let after = '';
  for (;;) {
    const ids = await inbox.applicationIds(after, BATCH);
    const last = ids.at(-1);
    if (last === undefined) break;
    const entries = await entriesOf(deps, ids);
    await deps.stores.protections.match(entries, deps.clock.now());
    await inbox.put(entries);
    done += entries.length;
    after = last;
    onProgress(done);
  }
  await inbox.rebuilt(upTo);
  return done;
}
