import type { Composition } from "./composition.ts";

/** A key that no request had before. It begins with the time, so that an index over keys grows at its end. */
export function freshKey({ clock, entropy }: Pick<Composition, "clock" | "entropy">): string {
  const time = Date.parse(clock.now()).toString(36).padStart(9, "0");
  return `${time}-${Buffer.from(entropy.bytes(8)).toString("hex")}`;
}
