import { plainText } from '../../lib/html.ts';
import type { NewCharge } from '../applications/application.ts';
import type { Procedure } from '../procedures/procedure.ts';
import type { Fee } from './compute-fee.ts';

/** A fee's lines as a charge remembers them: in Japanese, without ruby. */
export function chargedLines(procedure: Procedure, { lines }: Fee): NewCharge['lines'] {
  return lines.map(({ item, yen, label, count = 1 }) => {
    const text = label?.['ja'] ?? procedure.text('ja', `fee.${item}`) ?? item;
    return { item, label: plainText(count > 1 ? `${text} × ${count}` : text), yen };
  });
}
