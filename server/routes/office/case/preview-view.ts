import type { RawInput } from '../../../domain/fields/answers.ts';
import { htmlLang } from '../../../domain/procedures/locale.ts';
import { appealText } from '../../../http/appeal-text.ts';
import type { Words } from '../../../http/words.ts';
import { caseMails } from '../../../integrations/mail/case-mails.ts';
import type { Html } from '../../../lib/html.ts';
import { formatYen } from '../../../lib/yen.ts';
import type { Services } from '../../../services.ts';
import { staffText } from '../../apply/remarks.ts';
import { type ReturnedView, returnedView } from '../../status/returned-view.ts';
import type { CaseAction } from './case-actions.ts';
import { feeDays, feeLines } from './fee-input.ts';
import type { OpenCase } from './open-case.ts';
import { textIn } from './posted-values.ts';
import { returnedItems } from './returnable.ts';

interface Version {
  readonly lang: string;
  /** The language by its own name. */
  readonly name: string;
  readonly items: ReturnedView['items'];
  readonly text?: Html;
  readonly appeal?: Html;
}

interface Preview {
  /** As the resident will read it on the status page; Japanese beside it where theirs is another. */
  readonly versions: readonly Version[];
  /** In the resident's language; undefined where none is sent. */
  readonly mail?: { readonly subject: string; readonly body: string; readonly lang: string };
  readonly fee?: { readonly total: string; readonly days: number };
}

function versionIn(
  services: Services,
  { procedure }: OpenCase,
  action: CaseAction,
  raw: RawInput,
  words: Words,
): Version {
  const text = textIn(raw, 'text');
  const returned = action.form === 'return' ? returnedItems(raw) : [];
  const { municipality } = services.library;
  const appeal =
    action.event === 'refused' ? appealText(words, procedure, municipality)?.html : undefined;
  return {
    lang: htmlLang(words.locale),
    name: words.plain('common:language_name'),
    items: returnedView(procedure, words, { returned }).items,
    ...(text !== '' && { text: staffText(text, words) }),
    ...(appeal && { appeal }),
  };
}

/** The mail of a step as it would go out; undefined where it sends none. */
export function mailOf(services: Services, found: OpenCase, { notice }: CaseAction) {
  if (notice === undefined) return undefined;
  // A fee has its address only once it is fixed.
  const chargeId = notice === 'fee_fixed' ? '…' : undefined;
  const [mail] = caseMails(services, found, { event: notice, ...(chargeId && { chargeId }) });
  return mail;
}

/** What the resident will read when the step is taken. */
export function previewOf(
  services: Services,
  found: OpenCase,
  action: CaseAction,
  raw: RawInput,
): Preview {
  const { locale } = found.application;
  const locales = locale === 'ja' ? (['ja'] as const) : (['ja', locale] as const);
  const mail = mailOf(services, found, action);
  const yen = feeLines(raw).reduce((sum, line) => sum + line.yen, 0);
  return {
    versions: locales.map((one) => versionIn(services, found, action, raw, services.words(one))),
    ...(mail && {
      mail: { subject: mail.subject, body: mail.body, lang: htmlLang(mail.locale) },
    }),
    ...(action.form === 'fee' && {
      fee: { total: formatYen(yen, 'ja'), days: feeDays(raw) },
    }),
  };
}
