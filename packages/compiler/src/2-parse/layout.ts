/** How a source is laid out: its values as they are written, with the comments and blank lines between them. */
export type Layout = LayoutScalar | LayoutMap | LayoutList;

interface Laid {
  /** The comment that ends the value's line, `#` included. */
  readonly comment: string | undefined;
}

export interface LayoutScalar extends Laid {
  readonly kind: "scalar";
  /** `line`: `text` is what is written, in one line. Else `text` is the value of a block, filled or line by line. */
  readonly style: "line" | "folded" | "literal";
  readonly text: string;
  /** The lines of a filled block as they are written; empty where they are not all there is to it. */
  readonly lines: readonly string[];
}

export interface LayoutMap extends Laid {
  readonly kind: "map";
  readonly isFlow: boolean;
  readonly entries: readonly LayoutEntry[];
  /** Comments behind the last entry. */
  readonly tail: readonly string[];
}

export interface LayoutList extends Laid {
  readonly kind: "list";
  readonly isFlow: boolean;
  readonly items: readonly LayoutItem[];
  readonly tail: readonly string[];
}

export interface LayoutItem {
  /** Comment lines, `#` included, and blank lines in front of it. */
  readonly lead: readonly string[];
  /** The comment that ends the line on which a value begins that is written below it. */
  readonly headComment: string | undefined;
  readonly value: Layout;
}

export interface LayoutEntry extends LayoutItem {
  readonly name: string;
  /** The key as it is written. */
  readonly key: string;
}

/** A whole source. `head` stands in front of everything, `tail` behind it. */
export interface SourceLayout {
  readonly head: readonly string[];
  readonly value: Layout;
  readonly tail: readonly string[];
}
