/** What a transaction remembers instead of reading or writing it again and again. Nobody else writes meanwhile. */
export interface Remembered {
  /** At the start of a transaction and after it was undone: what is known may be wrong. */
  forget(): void;
  /** Remembers how things stand, for `restore` to go back to. */
  mark(): void;
  restore(): void;
  /** Writes what was put off, once a transaction. Before its commit. */
  settle(): void;
}
