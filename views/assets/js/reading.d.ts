export function createReading(): {
  readonly text: string;
  shows(text: string): void;
  ends(text: string): void;
  clear(): void;
};
