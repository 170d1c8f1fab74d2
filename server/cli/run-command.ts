import { ConfigError } from '../config-settings.ts';
import { DomainError } from '../domain/errors.ts';

/** Runs a command: its number is the exit code; what an operator can mend is said without a stack. */
export async function runCommand(command: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await command();
  } catch (error) {
    process.exitCode = 1;
    if (error instanceof ConfigError || error instanceof CommandError) console.error(error.message);
    else if (error instanceof DomainError) console.error(`${error.code}:`, error.cause);
    else console.error(error);
  }
}

/** The command was given something that it can't use. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}
