/** Where words come from and go to. Results are written with `out`, everything else with `err`. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Reads standard input to its end. */
  readonly readInput: () => Uint8Array;
  /** Reads standard input as it comes. */
  readonly inputChunks: () => Iterable<Uint8Array>;
  readonly currentFolder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly outIsTerminal: boolean;
  readonly errIsTerminal: boolean;
}
