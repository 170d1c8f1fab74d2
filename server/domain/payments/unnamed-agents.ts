import type { Municipality } from '../procedures/municipality.ts';

/**
 * Payment providers that take money without the town having named them as 指定納付受託者
 * (地方自治法231条の2の3: designated, and made public), or before the day of that.
 * @param today JST date
 */
export function unnamedAgents(
  providers: Iterable<string>,
  { payment_agents = {} }: Pick<Municipality, 'payment_agents'>,
  today: string,
): readonly string[] {
  return [...providers].filter((provider) => {
    const agent = payment_agents[provider];
    return agent === undefined || agent.designated_on > today;
  });
}
