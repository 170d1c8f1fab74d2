import type { TakeOutcome } from '../../domain/counter/draft-move.ts';
import type { CounterTask } from '../../domain/counter/sitting.ts';
import type { PageModel } from '../../http/page-context.ts';
import type { Services } from '../../services.ts';
import { procedurePlain } from '../apply/procedure-text.ts';

type Refused = Exclude<TakeOutcome['result'], 'taken'> | 'malformed' | 'empty';

const EXAMPLE = '例：7K3M-Q9TD-X2HF';

const WORDS: Readonly<Record<Refused, string>> = {
  empty: `コードを読み取るか、入力してください。${EXAMPLE}`,
  malformed: `これは「窓口で続ける」のコードではありません。英字と数字の12文字です。${EXAMPLE}`,
  unknown:
    'このコードは見つかりません。お客様のスマートフォンに今出ている「窓口で続ける」のコードかを確かめてください。',
  used: 'このコードはもう使われました。お客様に「新しいコードを出す」を押してもらってください。',
  expired:
    'このコードは10分を過ぎたので使えません。お客様に「新しいコードを出す」を押してもらってください。',
  gone: 'お客様のスマートフォンに、この入力はもうありません。送ったか、直すための申請か、お客様に尋ねてください。送った申請は受付番号で探せます。',
  begun_here: '同じ手続きを、この窓口でも入力しています。どちらを続けるかを選んでください。',
  sent_here: 'この手続きは、この窓口でもう送りました。スマートフォンの入力は受け取りません。',
};

function titleInJapanese(services: Services, procedureId: string): string {
  const procedure = services.library.procedures.get(procedureId);
  return procedure ? procedurePlain(procedure, services.words('ja'), 'title') : procedureId;
}

export interface CodesScene {
  readonly tasks: readonly CounterTask[];
  readonly typed?: string;
  readonly refused?: { readonly result: Refused; readonly procedures: readonly string[] };
  /** Where the program for reading QR codes is, on a server that has it. */
  readonly qrReader: string | undefined;
}

/** From the resident's phone to here and back. View: `counter/codes`. */
export function codesView(services: Services, scene: CodesScene): PageModel {
  const { tasks, typed = '', refused, qrReader } = scene;
  const error = refused && WORDS[refused.result];
  const title = (id: string) => titleInJapanese(services, id);
  return {
    title: 'スマートフォンとの受け渡し',
    hasErrors: error !== undefined,
    styles: ['form.css', 'counter-scan.css'],
    scripts: ['scan.js', 'once.js'],
    error,
    typed,
    // Staff decide whose typing counts; nothing is taken until then, and the code stays good.
    begunHere: refused?.result === 'begun_here' ? refused.procedures.map(title) : undefined,
    qrReader,
    givable: tasks
      .filter(({ state, draftId }) => state === 'begun' && draftId !== null)
      .map(({ id, procedureId }) => ({ id, title: title(procedureId) })),
  };
}
