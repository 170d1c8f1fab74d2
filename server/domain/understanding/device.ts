/** What kind of machine, as the browser calls itself. */
export type Device = 'phone' | 'tablet' | 'desktop';

/** From the User-Agent header; undefined: it says nothing, or it is a program. */
export function deviceOf(userAgent: string | undefined): Device | undefined {
  if (userAgent === undefined || !/^Mozilla\//.test(userAgent)) return undefined;
  if (/bot|crawl|spider|preview/i.test(userAgent)) return undefined;
  // Android says Mobile on phones only; newer iPads call themselves a Mac and are counted as one.
  if (/iPad|Tablet|Android(?!.*Mobile)/.test(userAgent)) return 'tablet';
  return /Mobi|iPhone|iPod/.test(userAgent) ? 'phone' : 'desktop';
}
