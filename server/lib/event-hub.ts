/** Tells everybody who follows a key when what can be seen of it has changed. */
export interface EventHub<Seen> {
  /** `hear` is called with what is there now, then with every change, until the returned function. */
  follow(key: string, hear: (seen: Seen) => void): () => void;
  /** Something was just written: look at once instead of at the next round. */
  tell(key: string): void;
}

interface Followed<Seen> {
  /** With the mark of what each was told last; undefined: nothing yet. */
  readonly hearers: Map<(seen: Seen) => void, string | undefined>;
  looking: boolean;
  again: boolean;
}

/**
 * Looks every `everyMs` as long as somebody follows, so that what another process writes is heard,
 * too; what this one writes is told at once. One look serves everybody who follows the same key.
 * @param markOf two things with the same mark are the same to everybody
 */
export function createEventHub<Seen>(
  look: (key: string) => Promise<Seen>,
  markOf: (seen: Seen) => string,
  everyMs = 1_000,
): EventHub<Seen> {
  const all = new Map<string, Followed<Seen>>();
  let round: NodeJS.Timeout | undefined;

  async function lookAt(key: string, followed: Followed<Seen>): Promise<void> {
    if (followed.looking) {
      followed.again = true;
      return;
    }
    followed.looking = true;
    try {
      do {
        followed.again = false;
        const seen = await look(key);
        const mark = markOf(seen);
        for (const [hear, told] of [...followed.hearers]) {
          if (mark === told || !followed.hearers.has(hear)) continue;
          followed.hearers.set(hear, mark);
          hear(seen);
        }
      } while (followed.again);
    } catch {
      // The database is away for a moment: the next round sees it again.
    } finally {
      followed.looking = false;
    }
  }

  function begin(): void {
    round ??= setInterval(() => {
      for (const [key, followed] of all) void lookAt(key, followed);
    }, everyMs).unref();
  }

  return {
    follow(key, hear) {
      const followed = all.get(key) ?? { hearers: new Map(), looking: false, again: false };
      all.set(key, followed);
      followed.hearers.set(hear, undefined);
      void lookAt(key, followed);
      begin();
      return () => {
        followed.hearers.delete(hear);
        if (followed.hearers.size === 0) all.delete(key);
        if (all.size > 0) return;
        clearInterval(round);
        round = undefined;
      };
    },
    tell(key) {
      const followed = all.get(key);
      if (followed) void lookAt(key, followed);
    },
  };
}
