import { parseArgs } from 'node:util';
import type { Application } from '../domain/applications/application.ts';
import { acceptExemption } from '../domain/cases/accept-exemption.ts';
import {
  RETURN_REASONS,
  type ReturnedItem,
  type ReturnReason,
  type StaffActor,
} from '../domain/cases/case.ts';
import { checkIdentity, IDENTITY_WAYS } from '../domain/cases/check-identity.ts';
import { counterPrice } from '../domain/cases/counter-price.ts';
import { decideApplication } from '../domain/cases/decide-application.ts';
import { fixFee } from '../domain/cases/fix-fee.ts';
import { receivePaper, receivePreparedForm } from '../domain/cases/receive-papers.ts';
import { returnForCorrection } from '../domain/cases/return-for-correction.ts';
import { takeUpApplication } from '../domain/cases/take-up-application.ts';
import type { Procedure } from '../domain/procedures/procedure.ts';
import { caseMails } from '../integrations/mail/case-mails.ts';
import type { Services } from '../services.ts';
import { CommandError } from './run-command.ts';

/** Everything that one step needs; `args` is what stands behind its name. */
interface StepInput {
  readonly services: Services;
  readonly application: Application;
  readonly procedure: Procedure;
  readonly args: readonly string[];
}

type Step = (input: StepInput) => Promise<Application>;

function optionsOf(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const list = { type: 'string', multiple: true } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        about: list,
        reason: list,
        text,
        line: list,
        days: text,
        attachment: text,
        how: text,
        by: text,
      },
    }).values;
  } catch (error) {
    throw new CommandError(`使い方が違います：${(error as Error).message}`);
  }
}

/** Who takes the step: with two pairs of eyes the second one says so (`--by`). */
function actorOf({ args }: StepInput): StaffActor {
  return `staff:${optionsOf(args).by ?? 'cli'}`;
}

/** `fields.name`, `fields.children.name:2` (the second one). */
function returnedItem(about: string, reason: string | undefined): ReturnedItem {
  if (!RETURN_REASONS.includes(reason as ReturnReason)) {
    throw new CommandError(
      `--about ${about} のあとに --reason を書いてください（${RETURN_REASONS.join('、')}）。`,
    );
  }
  const [, name = about, row] = /^(.+):([1-9]\d*)$/.exec(about) ?? [];
  return {
    about: name,
    reason: reason as ReturnReason,
    ...(row !== undefined && { row: Number(row) - 1 }),
  };
}

/** `写し=600` */
function feeLine(line: string, index: number) {
  const [, label, yen] = /^(.+)=(\d+)$/.exec(line) ?? [];
  if (label === undefined) {
    throw new CommandError(`--line は「名前=円」と書いてください。例：--line "写し=600"`);
  }
  return { item: `line_${index + 1}`, label, yen: Number(yen) };
}

function noted(input: StepInput, event: Parameters<typeof caseMails>[2]['event']) {
  const { text } = optionsOf(input.args);
  return {
    procedure: input.procedure,
    applicationId: input.application.id,
    by: actorOf(input),
    ...(text !== undefined && { text }),
    mails: caseMails(input.services, input, { event }),
  };
}

function deciding(decision: Parameters<typeof decideApplication>[2]['decision']): Step {
  return async (input) => {
    const { stores, clock } = input.services;
    return decideApplication(stores, clock, { ...noted(input, decision), decision });
  };
}

async function fix(input: StepInput): Promise<Application> {
  const { services, application, procedure } = input;
  const { line = [], days = '14' } = optionsOf(input.args);
  const payDays = Number(days);
  if (!Number.isSafeInteger(payDays) || payDays < 1 || payDays > 365) {
    throw new CommandError('--days は1から365までの日数です。');
  }
  const booking = await services.stores.bookings.findByApplication(application.id);
  return fixFee(services.stores, services.clock, {
    procedure,
    applicationId: application.id,
    by: actorOf(input),
    lines: line.map(feeLine),
    payDays,
    files: await services.stores.attachments.listFor(application.id),
    usedOn: booking?.day ?? null,
    mails: (chargeId) => caseMails(services, input, { event: 'fee_fixed', chargeId }),
  });
}

/** The steps of staff by the name that the command gives them. */
export const CASE_STEPS: Readonly<Record<string, { readonly help: string; readonly run: Step }>> = {
  'take-up': {
    help: 'take-up                         内容の確認を始める',
    run(input) {
      const { stores, clock } = input.services;
      const by = actorOf(input);
      return takeUpApplication(stores, clock, { applicationId: input.application.id, by });
    },
  },
  return: {
    help: `return --about fields.名前[:番目] --reason ${RETURN_REASONS.join('|')} [--about … --reason …] [--text 文]`,
    async run(input) {
      const { about = [], reason = [] } = optionsOf(input.args);
      const items = about.map((one, index) => returnedItem(one, reason[index]));
      const { stores, clock } = input.services;
      return returnForCorrection(stores, clock, { ...noted(input, 'returned'), items });
    },
  },
  identity: {
    help: `identity --how ${IDENTITY_WAYS.join('|')}  本人確認をした（窓口、電話のかけ直し、書類）`,
    async run(input) {
      const { stores, clock } = input.services;
      const how = IDENTITY_WAYS.find((way) => way === optionsOf(input.args).how);
      if (!how) throw new CommandError(`--how を書いてください（${IDENTITY_WAYS.join('、')}）。`);
      const { application, procedure } = input;
      const by = actorOf(input);
      return checkIdentity(stores, clock, { procedure, applicationId: application.id, by, how });
    },
  },
  approve: {
    help: 'approve --by 名前 [--text 文]   承認する（確認を始めた人と別の人。次の届出が始まる）',
    run: deciding('approved'),
  },
  grant: { help: 'grant [--text 文]               認める', run: deciding('granted') },
  refuse: { help: 'refuse --text 理由              認めない', run: deciding('refused') },
  complete: { help: 'complete [--text 文]            手続きを終える', run: deciding('completed') },
  'fix-fee': {
    help: 'fix-fee --line "名前=円" [--line …] [--days 14]  手数料を決める（審査の後に払うもの）',
    run: fix,
  },
  'accept-exemption': {
    help: 'accept-exemption                免除の書類を見て、料金がかからないと決める',
    async run(input) {
      const { application, procedure } = input;
      const { stores, clock } = input.services;
      return acceptExemption(stores, clock, {
        procedure,
        applicationId: application.id,
        by: actorOf(input),
        files: await stores.attachments.listFor(application.id),
        mails: caseMails(input.services, input, { event: 'exemption_accepted' }),
      });
    },
  },
  brought: {
    help: 'brought                         印刷した申請書が届いた',
    run: (input) =>
      receivePreparedForm(input.services.stores, input.services.clock, {
        applicationId: input.application.id,
        by: actorOf(input),
        mails: caseMails(input.services, input, { event: 'received' }),
        price: counterPrice(input.services, input),
        payDays: input.procedure.fee.payDays,
      }),
  },
  paper: {
    help: 'paper --attachment 書類の名前   原本が届いた',
    async run(input) {
      const { application, procedure, args } = input;
      const { stores, clock } = input.services;
      const { attachment = '' } = optionsOf(args);
      return receivePaper(stores, clock, {
        procedure,
        applicationId: application.id,
        by: actorOf(input),
        attachment,
      });
    },
  },
};
