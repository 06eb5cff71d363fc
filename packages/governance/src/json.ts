/** A value as RFC 8259 has it. Objects are plain data: no prototype is ever read. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object. */
export interface JsonObject {
  readonly [name: string]: Json;
}
