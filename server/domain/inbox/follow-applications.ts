import { setImmediate as letOthers } from 'node:timers/promises';
import type { Clock } from '../../lib/clock.ts';
import type { ApplicationStore } from '../applications/application-store.ts';
import type { AttachmentStore } from '../attachments/attachment.ts';
import type { Procedure } from '../procedures/procedure.ts';
import type { ProtectionStore } from '../protections/protection-store.ts';
import { type InboxEntry, inboxEntry } from './inbox-entry.ts';
import type { InboxStore } from './inbox-store.ts';

export interface FollowDeps {
  readonly stores: {
    readonly inbox: InboxStore;
    readonly applications: ApplicationStore;
    readonly attachments: AttachmentStore;
    readonly protections: Pick<ProtectionStore, 'match'>;
  };
  readonly clock: Clock;
  procedureVersion(procedureId: string, version: string): Promise<Procedure | undefined>;
}

/** Entries of the log that are read at once: what they name is one commit, and others wait for it. */
const BATCH = 200;

/** How much of the log is followed, and in what portions. */
export interface FollowSize {
  /** Batches at most, so that nobody waits for a whole year's log. */
  readonly most?: number;
  readonly batch?: number;
}

/** Cases that are reckoned before others have their turn. */
const AT_A_STRETCH = 10;

/** The case as it is now; undefined when it is gone, or its definition is. */
async function entryOf(
  { stores, procedureVersion }: FollowDeps,
  id: string,
): Promise<InboxEntry | undefined> {
  const application = await stores.applications.find(id);
  if (application === undefined) return undefined;
  const procedure = await procedureVersion(application.procedureId, application.version);
  if (procedure === undefined) return undefined;
  const events = await stores.applications.events(id);
  const handedIn = procedure.attachments.length === 0 ? [] : await stores.attachments.listFor(id);
  return inboxEntry(procedure, application, events, handedIn);
}

export async function entriesOf(deps: FollowDeps, ids: readonly string[]): Promise<InboxEntry[]> {
  const entries: InboxEntry[] = [];
  for (const [at, id] of ids.entries()) {
    // A database in this process answers at once: without a pause nobody else would be answered.
    if (at % AT_A_STRETCH === AT_A_STRETCH - 1) await letOthers();
    const entry = await entryOf(deps, id);
    if (entry) entries.push(entry);
  }
  return entries;
}

/**
 * Brings the lists up to what has happened: reads the audit log from where it was left, and reckons
 * each case anew that it names. The log is read before the cases, so that whatever happens meanwhile
 * is read again the next time; doing it twice changes nothing.
 * @returns whether the end of the log was reached
 */
export async function followApplications(
  deps: FollowDeps,
  { most = 1000, batch = BATCH }: FollowSize = {},
): Promise<boolean> {
  const { inbox } = deps.stores;
  for (let done = 0; done < most; done += 1) {
    const change = await inbox.changes(batch);
    if (change.upTo > change.from) {
      const entries = await entriesOf(deps, change.applicationIds);
      // Before they stand in any list.
      await deps.stores.protections.match(entries, deps.clock.now());
      await inbox.follow(change, entries);
    }
    if (change.isEnd) return true;
  }
  return false;
}

/** Whoever wants a fresh list waits for a run that began after they came; runs come one after the other. */
export function createFollower(deps: FollowDeps): { follow(size?: FollowSize): Promise<boolean> } {
  let running: Promise<boolean> | undefined;
  let next: Promise<boolean> | undefined;
  const start = (size?: FollowSize) => {
    running = followApplications(deps, size).finally(() => {
      running = undefined;
    });
    return running;
  };
  return {
    follow(size) {
      if (running === undefined) return start(size);
      next ??= running
        .catch(() => false)
        .then(() => {
          next = undefined;
          return start(size);
        });
      return next;
    },
  };
}
