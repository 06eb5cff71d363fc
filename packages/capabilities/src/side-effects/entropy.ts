import type { SideEffect } from "@pgs/runtime";

/**
 * Performs CS_ENTROPY_V0: random bytes of the host, in hex. They are journaled, so that a replay has the same.
 * Never makes a byte of its own: a host that gives too few is a fault.
 */
export const entropy: SideEffect = ({ op, inputs, entropy: host }) => {
  if (op !== "SAMPLE") throw new Error(`entropy has no operation ${op}`);
  const count = Number(inputs["bits"]) / 8;
  const bytes = host.bytes(count);
  if (bytes.length !== count) throw new Error(`the host gave ${bytes.length} random bytes and not ${count}`);
  return { outcome: "SUCCESS", outputs: { entropy_bytes: `0x${Buffer.from(bytes).toString("hex")}` } };
};
