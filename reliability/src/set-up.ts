import { prepare } from "../prepare.mjs";

/** Makes what the tests run, once for all of them. */
export async function setup(): Promise<void> {
  await prepare(["kill/mortal", "model/clerk"]);
}
