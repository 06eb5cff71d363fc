/** What a ledger remembers instead of reading or writing it again and again. */
export interface Remembered {
  /** At the start of a transaction. */
  begin(): void;
  /** When another process wrote, or a transaction was undone: what is known may be wrong. */
  forget(): void;
  /** Remembers how things stand, for `restore` to go back to. */
  mark(): void;
  restore(): void;
  /** Hands over for writing what was put off, once a transaction. Before its commit. */
  settle(): void;
}
