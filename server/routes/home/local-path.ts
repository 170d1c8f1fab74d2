const BASE = 'http://local.invalid';

/**
 * A place to go back to, as the browser named it, if it lies on this site in that language;
 * undefined otherwise (ASVS 5.0 3.7.2: never a redirect to somewhere else).
 */
export function localPath(place: unknown, locale: string): string | undefined {
  if (typeof place !== 'string' || place.length > 500 || !URL.canParse(place, BASE)) {
    return undefined;
  }
  const url = new URL(place, BASE);
  // //evil.example and /\evil.example are read as other hosts by browsers, and so by URL.
  const here = url.origin === BASE && url.pathname.startsWith(`/${locale}/`);
  return here ? url.pathname + url.search : undefined;
}
