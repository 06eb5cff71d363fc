import type { ExternalEffect, SideEffect, SideEffectHost, Wait } from "@pgs/runtime";
import { appendonlyJsonl } from "./appendonly-jsonl.ts";
import { approvalBy } from "./approval/approval.ts";
import type { TrustedApprover } from "./approval/approver-keys.ts";
import { entropy } from "./entropy.ts";
import type { Environment, MailEndpoint } from "./mail/mail-endpoint.ts";
import { sendEmailBy } from "./mail/send-email.ts";
import { mutableJson } from "./mutable-json.ts";
import { registry } from "./registry.ts";
import { signal } from "./waits/signal.ts";
import { timer } from "./waits/timer.ts";

/** What the composition root knows and no protocol says. */
export interface SideEffectOptions {
  /** Whose keys sign decisions; none where left out. */
  readonly approvers?: readonly TrustedApprover[];
  /** Left out: no mail can be sent, and SEND says so. */
  readonly mail?: MailEndpoint;
  /** Where the password of the mail server is found, by name. */
  readonly environment?: Environment;
}

/** The side effects of the platform protocol. `version` is that of this package, which the seal names. */
export function sideEffectHost(version: string, options: SideEffectOptions = {}): SideEffectHost {
  const { approvers = [], mail: endpoint, environment = {} } = options;
  const externals: ReadonlyMap<string, ExternalEffect> = new Map([
    ["capability_side_effects::CS_SEND_EMAIL_V0", sendEmailBy({ endpoint, environment })],
  ]);
  const waits: ReadonlyMap<string, Wait> = new Map([
    ["capability_side_effects::CS_APPROVAL_V0", approvalBy(approvers)],
    ["capability_side_effects::CS_SIGNAL_V0", signal],
    ["capability_side_effects::CS_TIMER_V0", timer],
  ]);
  return { package: "@pgs/capabilities", version, sideEffects, externals, waits, contracts };
}

const sideEffects: ReadonlyMap<string, SideEffect> = new Map([
  ["capability_side_effects::CS_APPENDONLY_JSONL_V0", appendonlyJsonl],
  ["capability_side_effects::CS_ENTROPY_V0", entropy],
  ["capability_side_effects::CS_MUTABLE_JSON_V0", mutableJson],
  ["capability_side_effects::CS_REGISTRY_V0", registry],
]);

/**
 * What each keeps: the digest of its artifact, words included. Whoever changes one makes sure that the code still does
 * what it says; compiling tells the new digest.
 */
const contracts: ReadonlyMap<string, string> = new Map([
  [
    "capability_side_effects::CS_APPENDONLY_JSONL_V0",
    "c924a5ece18f11029dbf1310b11f187a3c9e331e66e36f8a73f69b5063515c71",
  ],
  ["capability_side_effects::CS_APPROVAL_V0", "1d1f04ca0c1ce2ef0c78634e62d5641e368d9a3049a10f0d88e87eab6136ac5f"],
  ["capability_side_effects::CS_ENTROPY_V0", "c09168a069309fef734822978a484baefe2496178a1b83fee65deb25532f57de"],
  ["capability_side_effects::CS_MUTABLE_JSON_V0", "d6cec2dd44a89a26be07c1d83f340cbbed438c65ad43a7bd57aaa73bf50d042a"],
  ["capability_side_effects::CS_REGISTRY_V0", "8ad4a60db8e3342be6ff2e5b493b7f5bf29df724b70302fc7ec6c5cbd28f524b"],
  ["capability_side_effects::CS_SEND_EMAIL_V0", "c53c5c78b4392c9abf0fc8146ea57e5ea56784421bb64ef34b1e64ce7565a224"],
  ["capability_side_effects::CS_SIGNAL_V0", "7d550b9675f32bdc05ce2b9f8a4df967ed505483e91426daf7c24b161dd89a7d"],
  ["capability_side_effects::CS_TIMER_V0", "158c9bcb5574bfe868285e11e2e53d2dc1c4f3c385a72746588870b8e80d7b12"],
]);
