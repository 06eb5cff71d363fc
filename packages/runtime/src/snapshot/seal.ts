/** `seal.json`: what the snapshot is made of (DESIGN §5). Byte-equal to its RFC 8785 form. */
export interface Seal {
  readonly format: 1;
  readonly tool: { readonly name: string; readonly version: string };
  /** Hex SHA-256 over the sources: path and bytes of each, in order. */
  readonly source_digest: string;
  /** Every other file, by path. */
  readonly files: readonly SealedFile[];
  /** Over program.json, vocabulary.json, validators.js, bindings.js: what can change behaviour. */
  readonly program_digest: string;
  /** Over RFC 8785 of the seal without `root_digest` and `signatures`. */
  readonly root_digest: string;
  /** Native hosts the program needs. */
  readonly hosts: readonly HostRequirement[];
  readonly signatures: readonly Signature[];
}

export interface SealedFile {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** A side effect that native code performs: which, by which package, answering to which contract. */
export interface HostRequirement {
  readonly side_effect: string;
  readonly host: string;
  readonly package: string;
  readonly version: string;
  /** Hex SHA-256 over RFC 8785 of the CS artifact. */
  readonly contract_digest: string;
}

export interface Signature {
  readonly algorithm: "ed25519";
  readonly key: string;
  readonly signature: string;
}
