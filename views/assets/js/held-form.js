// A form that is sent while the line comes and goes: it stays on the tablet, encrypted by a key that
// lives in this page's memory alone, until the server has answered it. A reload wipes it.

/** The line is gone: nobody knows whether the server has seen what was sent. */
export class LineDown extends Error {}

const text = new TextEncoder();
const plain = new TextDecoder();

async function sealer(subtle, random) {
  const key = await subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
  return {
    async seal(value) {
      const iv = random(new Uint8Array(12));
      return { iv, data: await subtle.encrypt({ name: 'AES-GCM', iv }, key, text.encode(value)) };
    },
    async open({ iv, data }) {
      return plain.decode(await subtle.decrypt({ name: 'AES-GCM', iv }, key, data));
    },
  };
}

/**
 * Holds one form at a time.
 * @param options.post sends a body to an address; its answer, or throws LineDown
 * @param options.pause resolves when it is worth trying again
 * @param options.newId an id for each press of a button, by which the server takes it once
 * @param options.onState hears `idle`, `sending`, `waiting`
 */
export function createHeldForm({ post, pause, newId, onState, crypto = globalThis.crypto }) {
  let held;
  const tell = (state) => onState(state);

  /** Tries until there is an answer, or until it was wiped. */
  async function untilAnswered(mine) {
    for (;;) {
      if (held !== mine) return undefined;
      tell('sending');
      const body = await mine.keys.open(mine.sealed);
      try {
        const answer = await post(mine.address, body);
        if (held !== mine) return undefined;
        held = undefined;
        tell('idle');
        return answer;
      } catch (error) {
        if (!(error instanceof LineDown)) throw error;
        if (held !== mine) return undefined;
        tell('waiting');
        await pause();
      }
    }
  }

  return {
    /** Is something here that the server may not have? */
    get isHolding() {
      return held !== undefined;
    },
    /**
     * @param address of the form
     * @param fields `URLSearchParams` of what was typed
     * @returns the server's answer; undefined when it was wiped, or something is held already
     */
    async send(address, fields) {
      if (held !== undefined) return undefined;
      const body = new URLSearchParams(fields);
      body.set('post_id', newId());
      const mine = { address };
      held = mine;
      mine.keys = await sealer(crypto.subtle, (bytes) => crypto.getRandomValues(bytes));
      mine.sealed = await mine.keys.seal(body.toString());
      return untilAnswered(mine);
    },
    /** Nothing is left: the key is gone with it. */
    wipe() {
      held = undefined;
      tell('idle');
    },
  };
}
