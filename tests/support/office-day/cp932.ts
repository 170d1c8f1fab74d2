/** All characters that Windows' Japanese encoding has, by the decoder of the platform. */
export const CP932: ReadonlySet<string> = (() => {
  const decoder = new TextDecoder('shift_jis');
  const known = new Set<string>();
  for (let lead = 0; lead < 256; lead += 1) {
    known.add(decoder.decode(Uint8Array.of(lead)));
    for (let trail = 0x40; trail < 0xfd; trail += 1) {
      const character = decoder.decode(Uint8Array.of(lead, trail));
      if ([...character].length === 1) known.add(character);
    }
  }
  known.delete('\ufffd');
  return known;
})();
