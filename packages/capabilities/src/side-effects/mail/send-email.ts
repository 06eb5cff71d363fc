import type { EffectAnswer, ExternalEffect } from "@pgs/runtime";
import type { Environment, MailEndpoint } from "./mail-endpoint.ts";

/** How long a server may take for one mail, from the first byte to its last answer. */
const limitMs = 10_000;

/**
 * Performs CS_SEND_EMAIL_V0 by SMTP. A throw means that the server was given the whole mail and did not say whether it
 * takes it over. Never says `sent` of a mail that a server has not taken over, and never names an address in a reason.
 */
export function sendEmailBy(mail: {
  readonly endpoint: MailEndpoint | undefined;
  readonly environment: Environment;
}): ExternalEffect {
  const { endpoint, environment } = mail;
  return async ({ op, inputs, key, now, signal }) => {
    if (op !== "SEND") throw new Error(`mail has no operation ${op}`);
    const { recipient, subject, body } = inputs as Readonly<Record<"recipient" | "subject" | "body", string>>;
    const problem = problemOf(recipient, subject);
    if (problem !== undefined) return { outcome: "VIOLATION", outputs: {}, reason: problem };
    if (endpoint === undefined) return failed("no mail server is configured: set `mail` in pgs.config.yaml");
    const login = loginOf(endpoint, environment);
    if (typeof login === "string") return failed(login);
    const message = { recipient, subject, body, id: `<${key}@pgs>`, date: now };
    // Loaded only here: whoever sends no mail does not pay for it.
    const { deliver } = await import("./deliver.ts");
    const delivered = await deliver(message, { endpoint, login, signal, limitMs });
    switch (delivered.kind) {
      case "taken":
        return { outcome: "SUCCESS", outputs: { delivery_status: "sent", message_id: message.id } };
      case "refused":
        return failed(delivered.reason);
      case "unknown":
        throw new Error(delivered.reason);
    }
  };
}

/** Name and password; undefined: nobody logs in; a text: why it is not possible. */
function loginOf(
  { user, password_env: name }: MailEndpoint,
  environment: Environment,
): { readonly user: string; readonly pass: string } | string | undefined {
  if (user === undefined) return undefined;
  const pass = name === undefined ? undefined : environment[name];
  if (pass !== undefined && pass !== "") return { user, pass };
  return name === undefined
    ? "`mail` in pgs.config.yaml has a `user` and no `password_env`"
    : `the environment variable ${name} holds no password`;
}

/** Plain ASCII, so that it is one address to every server; without what sets one address apart from the next. */
const address = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/;

function problemOf(recipient: string, subject: string): string | undefined {
  if (!address.test(recipient)) return "the recipient is no address";
  return /\p{Cc}/u.test(subject) ? "the subject is more than one line of text" : undefined;
}

function failed(reason: string): EffectAnswer {
  return { outcome: "BACKEND_ERROR", outputs: {}, reason };
}
