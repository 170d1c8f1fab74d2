import type { Confirmation } from '../../domain/counter/confirmation.ts';
import type { PrintedSignature } from '../../integrations/pdf/form-document.ts';
import { formatJstMoment } from '../../lib/japanese-calendar.ts';
import type { Services } from '../../services.ts';
import { applicationDocument, type CaseParts } from './application-document.ts';

const WAYS = {
  tap: '端末で確認（画面の「このとおりです」）',
  signature: '端末で確認（画面に署名）',
} as const;

function signatureOf(
  { signature, way, locale, at }: Confirmation,
  staffName: string,
  language: string,
): PrintedSignature {
  const read = locale === 'ja' ? '' : `（画面の言葉：${language}）`;
  return {
    lines: [`${formatJstMoment(at, 'ja')}　${WAYS[way]}${read}`, `窓口の職員：${staffName}`],
    ...(signature && { drawn: signature }),
  };
}

/** How the resident confirmed at the counter, for the form; undefined where nobody sat opposite. */
async function confirmedAtCounter(
  { stores, words }: Services,
  { application }: CaseParts,
): Promise<PrintedSignature | undefined> {
  if (application.channel !== 'counter') return undefined;
  const confirmation = await stores.confirmations.find(application.id);
  if (confirmation === undefined) return undefined;
  const { staffLogin, locale } = confirmation;
  const staff = await stores.staff.findByLogin(staffLogin);
  const language = words(locale).plain('common:language_name');
  return signatureOf(confirmation, staff?.name ?? staffLogin, language);
}

/** A case as its paper form, as PDF; with the signature where it was made at the counter. */
export async function printApplication(services: Services, parts: CaseParts): Promise<Uint8Array> {
  const confirmed = await confirmedAtCounter(services, parts);
  const document = applicationDocument(services, parts);
  return services.formPrinter.print(confirmed ? { ...document, confirmed } : document);
}
