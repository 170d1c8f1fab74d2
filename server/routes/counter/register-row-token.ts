import type { RegisterRowId } from '../../domain/register/register-row.ts';
import { tokenSigner } from '../../lib/signed-token.ts';
import type { Services } from '../../services.ts';

/** Long enough to ask the resident where they live. */
const MINUTES = 15;

/** A row that was shown in that sitting, for that procedure: nobody takes one that they have not found. */
interface ShownRow extends RegisterRowId {
  readonly sittingId: string;
  readonly purpose: string;
}

const signer = ({ config }: Services) => tokenSigner(config.dataKeys, 'register-row');

export function rowToken(services: Services, shown: ShownRow): string {
  const { importId, line, sittingId, purpose } = shown;
  const until = services.clock.now().getTime() + MINUTES * 60_000;
  return signer(services).sign([importId, line, sittingId, purpose, until].join('/'));
}

/** undefined: not made here, for another sitting, or too long ago. */
export function openRowToken(
  services: Services,
  token: string,
  sittingId: string,
): ShownRow | undefined {
  const parts = signer(services).open(token)?.split('/') ?? [];
  const [importId, line, sitting, purpose, until] = parts;
  if (importId === undefined || purpose === undefined || sitting !== sittingId) return undefined;
  if (Number(until) < services.clock.now().getTime()) return undefined;
  return { importId, line: Number(line), sittingId, purpose };
}
