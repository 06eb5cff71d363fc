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
