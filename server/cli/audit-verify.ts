import { readConfig } from '../config.ts';
import { type AnchorFinding, compareWithAnchors } from '../domain/audit/anchor.ts';
import { paperFiles } from '../integrations/paper-files/paper-files.ts';
import { openStores } from '../storage/open-stores.ts';
import { runCommand } from './run-command.ts';

const PROBLEMS: Readonly<Record<AnchorFinding['problem'], string>> = {
  entry_missing: 'its entry is not in the log: the log was cut off or turned back',
  other_hash: 'its entry reads otherwise in the log: the log was made anew, or the paper changed',
  paper_unreadable: 'the paper can not be read: compare with the printed one',
};

/** `npm run audit:verify`: walks the chain and compares it with the papers in DATA_DIR/audit-anchors. */
await runCommand(async () => {
  const config = readConfig(process.env);
  const stores = await openStores({ ...config, keys: config.dataKeys });
  const { entries, brokenAt } = await stores.audit.verify();
  const papers = paperFiles(config.dataDir, 'audit-anchors');
  const { compared, findings } = await compareWithAnchors(stores.audit, papers);
  await stores.audit.append({
    at: new Date(),
    actor: 'system',
    action: 'audit.verified',
    subject: '',
    detail: { entries, whole: brokenAt === null && findings.length === 0, anchors: compared },
  });
  await stores.close();
  for (const { name, seq, problem } of findings) {
    console.error(
      `The anchor of ${name}${seq === null ? '' : ` (entry ${seq})`}: ${PROBLEMS[problem]}.`,
    );
  }
  if (brokenAt !== null) {
    console.error(
      `The audit log does not fit from entry ${brokenAt} on: it was changed, removed or put in, or its key is missing from DATA_KEYS.`,
    );
  }
  if (brokenAt === null && findings.length === 0) {
    console.log(`The audit log is whole: ${entries} entries, ${compared} anchors fit.`);
    return 0;
  }
  console.error('  → Keep a copy of the database as it is and compare with the last backup.');
  return 1;
});
