import type { DecisionRound } from '../../domain/decisions/decision-round.ts';
import { type Standing, standingOf } from '../../domain/decisions/standing.ts';
import { positionsOf } from '../../domain/procedures/positions.ts';
import type { Words } from '../../http/words.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { momentText } from '../apply/format-text.ts';
import { type ActorNames, actorNames } from './case/actor-names.ts';
import type { OpenCase } from './case/open-case.ts';
import {
  DECISION_WORDS,
  positionNames,
  roundWord,
  signatureTexts,
  standingText,
} from './decisions-words.ts';

/** One round as pages print it: each position with who signed it, or that it waits. */
export function roundView(
  services: Services,
  round: DecisionRound,
  { words, names, standing }: { words: Words; names: ActorNames; standing?: Standing },
) {
  const positions = positionNames(services);
  const texts = signatureTexts(round, { positions, names });
  return {
    round: round.round,
    decision: DECISION_WORDS[round.decision],
    drafter: names.ofStaff(round.staffId),
    at: momentText(words, round.at),
    state: roundWord(round),
    isOpen: round.state === 'open',
    text: round.text,
    note: round.note,
    waiting: standing && standingText(standing, positions, names),
    isHeld: standing?.waiting !== undefined,
    places: round.route.map((key, index) => {
      const found = round.signatures.findIndex(({ step }) => step === index + 1);
      const signature = round.signatures[found];
      return {
        position: positions.get(key) ?? key,
        who: texts[found],
        sentBack: signature?.verdict === 'sent_back',
        at: signature && momentText(words, signature.at),
        comment: signature?.comment,
      };
    }),
  };
}

export type RoundView = ReturnType<typeof roundView>;

/** Where the open round of a case stands today; undefined where none goes round. */
export async function standingOfCase(
  { stores, clock, library }: Services,
  found: OpenCase,
  round: DecisionRound | undefined,
): Promise<Standing | undefined> {
  if (round === undefined) return undefined;
  const desk = await stores.decisions.desk(todayInTokyo(clock.now()));
  const positions = positionsOf(library.municipality);
  return standingOf(round, { procedure: found.procedure, positions, desk, events: found.events });
}

/** All rounds of a case, the newest first. */
export async function roundsView(
  services: Services,
  rounds: readonly DecisionRound[],
  { words, standing }: { readonly words: Words; readonly standing: Standing | undefined },
): Promise<readonly RoundView[]> {
  const names = await actorNames(services);
  return rounds.toReversed().map((round) => {
    const own = standing?.round.round === round.round ? { standing } : {};
    return roundView(services, round, { words, names, ...own });
  });
}
