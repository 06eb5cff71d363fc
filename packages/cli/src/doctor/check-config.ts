import type { Ailment, Checkup, Patient } from "./checkup.ts";

/** A configuration that was read: what only shows when it is used. */
export async function checkConfig({ place, composition }: Patient, seen: string): Promise<Checkup> {
  const { checkApproverKey } = await import("@pgs/capabilities");
  const { approvers, mail } = place.workspace;
  const keys = approvers.flatMap(({ public_key }, index): readonly Ailment[] => {
    const finding = checkApproverKey(public_key);
    if (finding === undefined) return [];
    return [{ problem: `approver ${index + 1}: ${finding.message}`, help: finding.help ?? "`pgs explain PGS7065`" }];
  });
  const { password_env: name } = mail ?? {};
  const isUnset = name !== undefined && (composition.terminal.environment[name] ?? "") === "";
  const password = { problem: `mail: ${name} is not set`, help: "set it where `pgs run` and `pgs serve` are started" };
  return { check: "config", seen, findings: [...keys, ...(isUnset ? [password] : [])] };
}
