import { addDecideVerb } from "../decide-verb.ts";

/** `pgs reject`: decides that what a run asks for may not be done. */
export const addRejectVerb = addDecideVerb("rejected", "reject");
