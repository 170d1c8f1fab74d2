import type { Words } from '../../http/words.ts';
import type { Html } from '../../lib/html.ts';
import type { Services } from '../../services.ts';
import { pickLocal } from '../apply/procedure-text.ts';

interface AgentText {
  readonly text: Html;
  /** The public notice, in Japanese as it was made. */
  readonly notice?: string;
}

/** Who takes the money in the town's place (指定納付受託者), for every company that is switched on. */
export function agentTexts(
  { providers, library }: Pick<Services, 'providers' | 'library'>,
  words: Words,
): readonly AgentText[] {
  const { payment_agents = {} } = library.municipality;
  return [...providers.keys()].flatMap((provider) => {
    const agent = payment_agents[provider];
    if (agent === undefined) return [];
    const name = pickLocal(agent.name, words.locale);
    const { notice } = agent;
    return [{ text: words.t('payments:agent', { name }), ...(notice && { notice }) }];
  });
}
