import { type PasskeySite, passkeySite } from '../../domain/staff/passkey-options.ts';
import { plainText } from '../../lib/html.ts';
import type { Services } from '../../services.ts';

/** The town's portal, as browsers and keys know it. */
export function siteOf({ config, library }: Services): PasskeySite {
  const town = plainText(library.municipality.name['ja'] ?? '');
  return passkeySite(config.publicUrl, `${town} 職員`);
}
