import { statfsSync } from 'node:fs';
import { pino } from 'pino';
import { readConfig } from '../config.ts';
import { ConfigError } from '../config-settings.ts';
import { unnamedAgents } from '../domain/payments/unnamed-agents.ts';
import { isOldExtract } from '../domain/register/register-age.ts';
import { todayInTokyo } from '../lib/jst-date.ts';
import { buildServices, type Services } from '../services.ts';

/** One line of the doctor's report. */
interface Finding {
  readonly ok: boolean;
  readonly what: string;
  readonly mend?: string;
}

const MIN_FREE_BYTES = 1024 ** 3;

function diskFinding(dataDir: string): Finding {
  const { bavail, bsize } = statfsSync(dataDir);
  const free = bavail * bsize;
  return {
    ok: free >= MIN_FREE_BYTES,
    what: `disk: ${Math.round(free / 1024 ** 2)} MiB free in ${dataDir}`,
    mend: 'Free some space: a full disk stops applications from being received.',
  };
}

/** Only where the town has one; the portal starts without it. */
async function singleSignOnFinding({ identityProvider }: Services): Promise<Finding[]> {
  if (identityProvider === null) return [];
  const ok = await identityProvider.begin(false).then(
    () => true,
    () => false,
  );
  const mend = 'Look at OIDC_ISSUER, and whether this machine reaches it.';
  return [{ ok, what: `single sign-on: the provider ${ok ? 'answers' : 'does not answer'}`, mend }];
}

/** Made anew from the register system's own files: it is in no backup, and grows old by itself. */
async function registerFinding({ register, clock, library }: Services): Promise<Finding> {
  const mend = 'Bring in a new extract: npm run register:import, or 住民情報 in the office.';
  if (register === null) return { ok: true, what: 'resident register: none (the search is off)' };
  try {
    const current = await register.current();
    if (current === undefined) return { ok: false, what: 'resident register: no extract', mend };
    const maxDays = library.municipality.counter?.register_max_age_days;
    const isOld = isOldExtract(current.extractedOn, todayInTokyo(clock.now()), maxDays);
    const what = `resident register: ${current.rows} people, of ${current.extractedOn} (in no backup)`;
    return { ok: !isOld, what, mend };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return {
      ok: false,
      what: `resident register: can't be opened (${why})`,
      mend: 'Look at REGISTER_DATABASE_URL.',
    };
  } finally {
    await register.close();
  }
}

/** Nobody but a named 指定納付受託者 may take the town's money (地方自治法231条の2の3). */
function agentFindings({ providers, library, clock, config }: Services): Finding[] {
  const today = todayInTokyo(clock.now());
  return unnamedAgents(providers.keys(), library.municipality, today).map((provider) => ({
    ok: config.mode === 'sample',
    what: `payment agent of ${provider}: not named, or not designated yet`,
    mend: `Write payment_agents.${provider} (name, designated_on, notice) into municipality.yaml.`,
  }));
}

async function examine(): Promise<Finding[]> {
  const config = readConfig(process.env);
  const findings: Finding[] = [{ ok: true, what: `settings: readable (mode ${config.mode})` }];
  const services = await buildServices(config, { logger: pino({ level: 'silent' }) });
  try {
    await services.stores.ping();
    findings.push({ ok: true, what: 'database: answers and is on the newest schema' });
    findings.push(diskFinding(config.dataDir));
    for (const [id, list] of services.library.broken) {
      for (const { file, line, message, mend } of list) {
        findings.push({ ok: false, what: `definition ${id}: ${file}:${line} ${message}`, mend });
      }
    }
    findings.push({
      ok: true,
      what: `definitions: ${services.library.procedures.size} in service`,
    });
    const audit = await services.stores.audit.verify();
    findings.push({
      ok: audit.brokenAt === null,
      what: `audit log: ${audit.entries} entries`,
      mend: `Entry ${audit.brokenAt} does not fit the one before it: see npm run audit:verify.`,
    });
    findings.push({
      ok: services.providers.size > 0,
      what: `payment providers: ${[...services.providers.keys()].join(', ') || 'none'}`,
      mend: 'Without one, procedures that cost money are closed online.',
    });
    findings.push(...agentFindings(services));
    findings.push({
      ok: config.smtpUrl !== null || config.mode === 'sample',
      what: `mail: ${config.smtpUrl === null ? 'no server' : 'server set'}`,
      mend: 'Set SMTP_URL, or mails wait in the outbox.',
    });
    findings.push(...(await singleSignOnFinding(services)));
    findings.push(await registerFinding(services));
  } finally {
    await services.stores.close();
  }
  return findings;
}

try {
  const findings = await examine();
  for (const { ok, what, mend } of findings) {
    console.log(
      `${ok ? 'ok  ' : 'MEND'} ${what}${ok || mend === undefined ? '' : `\n     → ${mend}`}`,
    );
  }
  process.exitCode = findings.every(({ ok }) => ok) ? 0 : 1;
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exitCode = 1;
}
