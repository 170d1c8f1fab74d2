import type {
  AccessSecrets,
  Application,
  ApplicationEvent,
} from '../../domain/applications/application.ts';
import type { Charge } from '../../domain/payments/payment.ts';
import { htmlLang } from '../../domain/procedures/locale.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import { besideJapanese } from '../../http/beside-japanese.ts';
import { counterPaths } from '../../http/counter-paths.ts';
import { financePaths } from '../../http/finance-paths.ts';
import type { PageModel } from '../../http/page-context.ts';
import type { Words } from '../../http/words.ts';
import { qrSvg } from '../apply/done-view.ts';
import { yenText } from '../apply/format-text.ts';
import { procedureText } from '../apply/procedure-text.ts';
import { situationView, waitingPlaceText } from '../status/situation-view.ts';
import { timelineView } from '../status/timeline-view.ts';

export interface SentArgs {
  readonly sitting: string;
  readonly task: string;
  /** In the resident's language. */
  readonly words: Words;
  readonly japanese: Words;
  readonly application: Application;
  readonly procedure: Procedure;
  readonly events: readonly ApplicationEvent[];
  /** Gone after 24 hours. */
  readonly secrets?: AccessSecrets | undefined;
  readonly statusUrl: string;
  /** With its secret, for the QR code. */
  readonly statusLink?: string | undefined;
  readonly charge?: Charge | undefined;
  readonly waitingPlace?: number | undefined;
  readonly mayTakeMoney: boolean;
  /** Nothing else of the sitting waits to be sent. */
  readonly isLast: boolean;
}

const OWED = ['open', 'started', 'pending'];

/** What is to be paid now: at the till, or on the resident's own phone by the code on the slip. */
function owedView({ charge, words, japanese, procedure, mayTakeMoney, statusLink }: SentArgs) {
  if (charge === undefined || !OWED.includes(charge.state)) return undefined;
  const isOnline = charge.kind !== 'counter' || procedure.fee.online === true;
  const text = isOnline && statusLink ? 'counter:owed_phone' : 'counter:owed_till';
  return {
    yen: yenText(words, charge.yen),
    yenForStaff: yenText(japanese, charge.yen),
    text: besideJapanese(words.t(text), japanese.t(text)),
    till: mayTakeMoney ? financePaths.tills(charge.id) : undefined,
  };
}

/** What has happened and what comes next, in both languages. */
function stepsView({ procedure, words, japanese, application, events }: SentArgs) {
  const own = timelineView(procedure, words, application, events);
  const other = timelineView(procedure, japanese, application, events);
  const items = own.items.map((item, index) => {
    const { title, text } = other.items[index] ?? item;
    return {
      ...item,
      title: besideJapanese(item.title, title),
      ...(item.text && text && { text: besideJapanese(item.text, text) }),
    };
  });
  return { items };
}

/** The confirmation at the counter, with the slip to print. View: `counter/sent`. */
export async function sentView(args: SentArgs): Promise<PageModel> {
  const { words, japanese, application, procedure, charge, secrets, statusLink } = args;
  const [own, other] = [words, japanese].map((w) => situationView(application, w, charge));
  const place = waitingPlaceText(words, args.waitingPlace);
  const title = (w: Words) => procedureText(procedure, w, 'title') ?? w.t('apply:form');
  return {
    title: '受け付けました',
    styles: ['form.css', 'receipt.css', 'counter-read-back.css'],
    scripts: ['print.js'],
    lang: htmlLang(words.locale),
    both: (key: string) => besideJapanese(words.t(key), japanese.t(key)),
    caption: besideJapanese(title(words), title(japanese)),
    situation: own &&
      other && {
        tone: own.tone,
        title: besideJapanese(own.title, other.title),
        text: besideJapanese(own.text, other.text),
      },
    place,
    number: application.number,
    code: secrets?.code,
    qr: statusLink && (await qrSvg(statusLink, words.plain('apply:qr_label'))),
    statusUrl: args.statusUrl,
    timeline: stepsView(args),
    owed: owedView(args),
    pdf: procedure.sealed
      ? undefined
      : counterPaths.taskAction(args.sitting, args.task, 'application.pdf'),
    list: counterPaths.sitting(args.sitting),
    isLast: args.isLast,
  };
}
