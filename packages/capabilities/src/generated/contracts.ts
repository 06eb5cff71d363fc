// Generated from the protocol by `npm run generate -w @pgs/compiler`; change the declaration, not this file.
/** A value as JSON has it. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object. */
export interface JsonObject {
  readonly [name: string]: Json;
}

/** An outcome that hands nothing over. */
export type Nothing = { readonly [name: string]: never };

/** A pure function from its inputs to one of its outcomes; `reason` says to people why it is not SUCCESS. */
export type Transform<Inputs, Outcomes> = (inputs: Inputs) => {
  readonly [Name in keyof Outcomes]: {
    readonly outcome: Name;
    readonly outputs: Outcomes[Name];
    readonly reason?: string;
  };
}[keyof Outcomes];

/**
 * Give a value back as it is, null included.
 *
 * `capability_transforms::CT_EXEC_EMIT_V0`
 */
export type CT_EXEC_EMIT_V0 = Transform<
  {
    readonly value: Json;
  },
  {
    readonly SUCCESS: {
      readonly result: Json;
    };
  }
>;

/**
 * Make one record of the fields that it is bound to.
 *
 * `capability_transforms::CT_PURE_ASSEMBLE_RECORD_V0`
 */
export type CT_PURE_ASSEMBLE_RECORD_V0 = Transform<
  {
    readonly fields: { readonly [name: string]: Json };
  },
  {
    readonly SUCCESS: {
      readonly record: { readonly [name: string]: Json };
    };
  }
>;

/**
 * Name a derivation path of BIP-44 and give the index of each of its levels.
 *
 * `capability_transforms::CT_PURE_BIP44_PATH_V0`
 */
export type CT_PURE_BIP44_PATH_V0 = Transform<
  {
    readonly account: number;
    readonly address_index: number;
    readonly change: number;
    /** As registered in SLIP-44. */
    readonly coin_type: number;
  },
  {
    readonly SUCCESS: {
      readonly account_index: number;
      readonly address_index: number;
      readonly change_index: number;
      readonly coin_type_index: number;
      /** For example m/44'/60'/0'/0/0. */
      readonly derivation_path: string;
      readonly purpose_index: number;
    };
  }
>;

/**
 * Say whether fewer are assigned than the quota allows.
 *
 * `capability_transforms::CT_PURE_CHECK_QUOTA_AVAILABLE_V0`
 */
export type CT_PURE_CHECK_QUOTA_AVAILABLE_V0 = Transform<
  {
    readonly assigned_count: number;
    /** Under 0 is a VIOLATION. */
    readonly quota: number;
  },
  {
    readonly SUCCESS: {
      readonly quota_available: boolean;
    };
    readonly VIOLATION: Nothing;
  }
>;

/**
 * Say whether somebody is eligible, which is whether the training is complete.
 *
 * `capability_transforms::CT_PURE_CHECK_TRAINING_STATUS_V0`
 */
export type CT_PURE_CHECK_TRAINING_STATUS_V0 = Transform<
  {
    readonly training_completed: boolean;
  },
  {
    readonly SUCCESS: {
      readonly is_eligible: boolean;
    };
  }
>;

/**
 * Say whether two texts are the same.
 *
 * `capability_transforms::CT_PURE_COMPARE_EQUAL_V0`
 */
export type CT_PURE_COMPARE_EQUAL_V0 = Transform<
  {
    readonly left: string;
    readonly right: string;
  },
  {
    readonly SUCCESS: {
      readonly is_equal: boolean;
    };
  }
>;

/**
 * Let pass a claim that is true, or that nobody made.
 *
 * `capability_transforms::CT_PURE_CONFIRM_CLAIM_V0`
 */
export type CT_PURE_CONFIRM_CLAIM_V0 = Transform<
  {
    /** What somebody says it is. */
    readonly claim?: string;
    /** What is so. */
    readonly value: string;
  },
  {
    readonly SUCCESS: Nothing;
    readonly VIOLATION: Nothing;
  }
>;

/**
 * Derive the private key at a path of BIP-44, level by level.
 *
 * `capability_transforms::CT_PURE_DERIVE_BIP44_KEY_V0`
 */
export type CT_PURE_DERIVE_BIP44_KEY_V0 = Transform<
  {
    readonly account: number;
    readonly address_index: number;
    readonly change: number;
    /** As registered in SLIP-44. */
    readonly coin_type: number;
    /** 16 to 64 bytes in hex. */
    readonly seed_bytes: string;
  },
  {
    readonly SUCCESS: {
      readonly derivation_path: string;
      readonly private_key_bytes: string;
    };
    readonly VIOLATION: Nothing;
  }
>;

/**
 * Derive the private child key at an index, as BIP-32 has it; from 2^31 on the child is hardened.
 *
 * `capability_transforms::CT_PURE_DERIVE_CHILD_KEY_V0`
 */
export type CT_PURE_DERIVE_CHILD_KEY_V0 = Transform<
  {
    readonly index: number;
    /** 32 bytes in hex; anything else is a VIOLATION. */
    readonly parent_chain_code_bytes: string;
    /** 32 bytes in hex, neither 0 nor past the order; else a VIOLATION. */
    readonly parent_private_key_bytes: string;
  },
  {
    readonly SUCCESS: {
      readonly child_chain_code_bytes: string;
      readonly child_private_key_bytes: string;
    };
    readonly VIOLATION: Nothing;
  }
>;

/**
 * Derive what may be known of the key at a path of BIP-44, its public key and its Ethereum address.
 *
 * `capability_transforms::CT_PURE_DERIVE_ETH_ACCOUNT_V0`
 */
export type CT_PURE_DERIVE_ETH_ACCOUNT_V0 = Transform<
  {
    readonly account: number;
    readonly address_index: number;
    readonly change: number;
    /** As registered in SLIP-44. */
    readonly coin_type: number;
    /** 16 to 64 bytes in hex. */
    readonly seed_bytes: string;
  },
  {
    readonly SUCCESS: {
      readonly address: string;
      readonly derivation_path: string;
      /** 65 bytes, without 0x. */
      readonly public_key_hex: string;
    };
    readonly VIOLATION: Nothing;
  }
>;

/**
 * Derive the master key and chain code of a seed, as BIP-32 has it.
 *
 * `capability_transforms::CT_PURE_DERIVE_MASTER_KEY_V0`
 */
export type CT_PURE_DERIVE_MASTER_KEY_V0 = Transform<
  {
    /** 16 to 64 bytes in hex; anything else is a VIOLATION. */
    readonly seed_bytes: string;
  },
  {
    readonly SUCCESS: {
      readonly master_chain_code_bytes: string;
      readonly master_private_key_bytes: string;
    };
    readonly VIOLATION: Nothing;
  }
>;

/**
 * Sign a hash with a key of secp256k1. The same hash always has the same signature.
 *
 * `capability_transforms::CT_PURE_ECDSA_SIGN_V0`
 */
export type CT_PURE_ECDSA_SIGN_V0 = Transform<
  {
    readonly curve: "secp256k1";
    /** 32 bytes in hex; anything else is a VIOLATION. */
    readonly message_hash: string;
    /** 32 bytes in hex, neither 0 nor past the order; else a VIOLATION. */
    readonly private_key_bytes: string;
  },
  {
    readonly SUCCESS: {
      /** 32 bytes. */
      readonly r: string;
      /** 32 bytes, in the lower half of the order. */
      readonly s: string;
      /** 65 bytes: r, s, v. */
      readonly signed_bytes: string;
      /** The recovery id, not 27 or 28 and not of EIP-155. */
      readonly v: number;
    };
    readonly VIOLATION: Nothing;
  }
>;

/**
 * Write entropy as an English sentence, as BIP-39 has it.
 *
 * `capability_transforms::CT_PURE_ENTROPY_TO_MNEMONIC_V0`
 */
export type CT_PURE_ENTROPY_TO_MNEMONIC_V0 = Transform<
  {
    /** 16, 20, 24, 28 or 32 bytes in hex; anything else is a VIOLATION. */
    readonly entropy_bytes: string;
  },
  {
    readonly SUCCESS: {
      /** 12 to 24 words, one blank between them. */
      readonly mnemonic: string;
    };
    readonly VIOLATION: Nothing;
  }
>;

/**
 * Count the whole days since somebody was last active, and say whether they reach a threshold.
 *
 * `capability_transforms::CT_PURE_EVALUATE_INACTIVITY_V0`
 */
export type CT_PURE_EVALUATE_INACTIVITY_V0 = Transform<
  {
    readonly current_date: string;
    /** Null or empty means never. */
    readonly last_active_date: string | null;
    /** Under 0 is a VIOLATION. */
    readonly threshold_days: number;
  },
  {
    readonly SUCCESS: {
      /** 999 for never, negative for a date to come. */
      readonly days_inactive: number;
      readonly is_inactive: boolean;
    };
    readonly VIOLATION: Nothing;
  }
>;

/**
 * Read the value at a dotted path through records, and say what type it must have.
 *
 * `capability_transforms::CT_PURE_EXTRACT_V0`
 */
export type CT_PURE_EXTRACT_V0 = Transform<
  {
    /** Where to start; null is a VIOLATION. */
    readonly from: Json;
    /** Names with dots between them, for example state.eoa.nonce. */
    readonly path: string;
    readonly type: "any" | "array" | "boolean" | "integer" | "number" | "object" | "string";
  },
  {
    readonly SUCCESS: {
      readonly result: Json;
    };
    readonly VIOLATION: Nothing;
  }
>;

/**
 * Write texts and numbers into the places of a text.
 *
 * `capability_transforms::CT_PURE_FILL_TEMPLATE_V0`
 */
export type CT_PURE_FILL_TEMPLATE_V0 = Transform<
  {
    /** A brace that is neither part of a place nor doubled is a VIOLATION. */
    readonly template: string;
    /** Texts, numbers and truth values by name; a place without one is a VIOLATION. */
    readonly values: { readonly [name: string]: Json };
  },
  {
    readonly SUCCESS: {
      readonly text: string;
    };
    readonly VIOLATION: Nothing;
  }
>;

/**
 * Keep the records whose fields meet every criterion, in order. At least one has to be left.
 *
 * `capability_transforms::CT_PURE_FILTER_RECORDS_V0`
 */
export type CT_PURE_FILTER_RECORDS_V0 = Transform<
  {
    /** Fields and their criteria; none keeps every record. */
    readonly filter: { readonly [name: string]: Json };
    /** What is not a record is dropped. */
    readonly source: readonly Json[];
  },
  {
    readonly SUCCESS: {
      readonly extracted: readonly Json[];
    };
    readonly VIOLATION: Nothing;
  }
>;

/**
 * Derive an id from content. The same content always has the same id.
 *
 * `capability_transforms::CT_PURE_GENERATE_ID_V0`
 */
export type CT_PURE_GENERATE_ID_V0 = Transform<
  {
    /** A whole number past 2^53 that is written with all its digits is a VIOLATION. */
    readonly data: Json;
    /** One word; a blank in it is a VIOLATION. */
    readonly prefix: string;
  },
  {
    readonly SUCCESS: {
      readonly id: string;
    };
    readonly VIOLATION: Nothing;
  }
>;

/**
 * Hash bytes with Keccak-256, as Ethereum does.
 *
 * `capability_transforms::CT_PURE_KECCAK256_HASH_V0`
 */
export type CT_PURE_KECCAK256_HASH_V0 = Transform<
  {
    /** Bytes in hex, with or without 0x; anything else is a VIOLATION. */
    readonly input_bytes: string;
  },
  {
    readonly SUCCESS: {
      readonly hash_hex: string;
    };
    readonly VIOLATION: Nothing;
  }
>;

/**
 * Read what a map holds under a key.
 *
 * `capability_transforms::CT_PURE_LOOKUP_V0`
 */
export type CT_PURE_LOOKUP_V0 = Transform<
  {
    readonly key: string;
    readonly map: { readonly [name: string]: Json };
  },
  {
    readonly SUCCESS: {
      readonly result: Json;
    };
    readonly VIOLATION: Nothing;
  }
>;

/**
 * Stretch an English sentence and a passphrase to a seed, as BIP-39 has it.
 *
 * `capability_transforms::CT_PURE_MNEMONIC_TO_SEED_V0`
 */
export type CT_PURE_MNEMONIC_TO_SEED_V0 = Transform<
  {
    /** An unknown word and a wrong checksum are a VIOLATION. */
    readonly mnemonic: string;
    /** Any text is right, and each gives another seed. */
    readonly passphrase: string;
  },
  {
    readonly SUCCESS: {
      /** 64 bytes. */
      readonly seed_bytes: string;
    };
    readonly VIOLATION: Nothing;
  }
>;

/**
 * Give a value back whole. Null does not pass.
 *
 * `capability_transforms::CT_PURE_PASSTHROUGH_V0`
 */
export type CT_PURE_PASSTHROUGH_V0 = Transform<
  {
    readonly value: Json;
  },
  {
    readonly SUCCESS: {
      readonly value: Json;
    };
    readonly VIOLATION: Nothing;
  }
>;

/**
 * Give the public key of a private key, uncompressed.
 *
 * `capability_transforms::CT_PURE_PRIVATE_KEY_TO_PUBLIC_V0`
 */
export type CT_PURE_PRIVATE_KEY_TO_PUBLIC_V0 = Transform<
  {
    readonly curve: "secp256k1" | "secp256r1";
    /** 32 bytes in hex, neither 0 nor past the order; else a VIOLATION. */
    readonly private_key_bytes: string;
  },
  {
    readonly SUCCESS: {
      /** 65 bytes: 04, X, Y. */
      readonly public_key_uncompressed_bytes: string;
    };
    readonly VIOLATION: Nothing;
  }
>;

/**
 * Give the Ethereum address of a public key, in lower case.
 *
 * `capability_transforms::CT_PURE_PUBKEY_TO_ETH_ADDRESS_V0`
 */
export type CT_PURE_PUBKEY_TO_ETH_ADDRESS_V0 = Transform<
  {
    /** 65 bytes in hex that begin with 04; anything else is a VIOLATION. */
    readonly public_key_uncompressed_bytes: string;
  },
  {
    readonly SUCCESS: {
      /** 20 bytes. */
      readonly eth_address_hex: string;
    };
    readonly VIOLATION: Nothing;
  }
>;

/**
 * Give the fingerprint by which BIP-32 names a key.
 *
 * `capability_transforms::CT_PURE_PUBKEY_TO_FINGERPRINT_V0`
 */
export type CT_PURE_PUBKEY_TO_FINGERPRINT_V0 = Transform<
  {
    /** 65 bytes in hex that begin with 04; anything else is a VIOLATION. */
    readonly public_key_uncompressed_bytes: string;
  },
  {
    readonly SUCCESS: {
      /** 4 bytes, without 0x. */
      readonly fingerprint: string;
    };
    readonly VIOLATION: Nothing;
  }
>;

/**
 * Go on only with a value that is there.
 *
 * `capability_transforms::CT_PURE_REQUIRE_VALUE_V0`
 */
export type CT_PURE_REQUIRE_VALUE_V0 = Transform<
  {
    readonly value?: Json;
  },
  {
    readonly SUCCESS: {
      readonly value: Json;
    };
    readonly VIOLATION: Nothing;
  }
>;

/**
 * Write bytes in hex without 0x, in lower case.
 *
 * `capability_transforms::CT_PURE_STRIP_HEX_PREFIX_V0`
 */
export type CT_PURE_STRIP_HEX_PREFIX_V0 = Transform<
  {
    /** Bytes in hex, with or without 0x; anything else is a VIOLATION. */
    readonly bytes: string;
  },
  {
    readonly SUCCESS: {
      readonly digits: string;
    };
    readonly VIOLATION: Nothing;
  }
>;

/**
 * Let parameters pass that keep every rule. The first rule that is broken is the reason.
 *
 * `capability_transforms::CT_PURE_VALIDATE_PARAMETER_RULES_V0`
 */
export type CT_PURE_VALIDATE_PARAMETER_RULES_V0 = Transform<
  {
    readonly parameters: { readonly [name: string]: Json };
    readonly rules: readonly { readonly [name: string]: Json }[];
  },
  {
    readonly SUCCESS: {
      /** Null; a broken rule is a VIOLATION. */
      readonly failed_rule: { readonly [name: string]: Json } | null;
      readonly valid: true;
    };
    readonly VIOLATION: Nothing;
  }
>;

/**
 * List what is wrong with a record, field by field. A bad record is an answer, not a violation.
 *
 * `capability_transforms::CT_PURE_VALIDATE_RECORD_STRUCTURE_V0`
 */
export type CT_PURE_VALIDATE_RECORD_STRUCTURE_V0 = Transform<
  {
    readonly record: { readonly [name: string]: Json };
    readonly schema: { readonly [name: string]: Json };
  },
  {
    readonly SUCCESS: {
      readonly violations: readonly { readonly field: string; readonly message: string; readonly rule: string }[];
    };
    readonly VIOLATION: Nothing;
  }
>;

/**
 * Let a value pass that is in the set.
 *
 * `capability_transforms::CT_PURE_VALIDATE_SET_MEMBERSHIP_V0`
 */
export type CT_PURE_VALIDATE_SET_MEMBERSHIP_V0 = Transform<
  {
    readonly allowed_set: readonly Json[];
    readonly value: Json;
  },
  {
    readonly SUCCESS: {
      readonly is_member: true;
    };
    readonly VIOLATION: Nothing;
  }
>;
