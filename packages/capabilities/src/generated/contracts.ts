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
