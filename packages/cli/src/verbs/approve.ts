import { addDecideVerb } from "../decide-verb.ts";

/** `pgs approve`: decides that what a run asks for may be done. */
export const addApproveVerb = addDecideVerb("approved", "approve");
