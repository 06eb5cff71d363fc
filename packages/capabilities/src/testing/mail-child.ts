import type { MailEndpoint } from "../side-effects/mail/mail-endpoint.ts";
import { sendEmailBy } from "../side-effects/mail/send-email.ts";

/**
 * A process of its own for tests: sends a mail by a server, and prints what it came to. Whom a process trusts it is told
 * when it starts.
 */
const [endpoint = "{}"] = process.argv.slice(2);

const send = sendEmailBy({ endpoint: JSON.parse(endpoint) as MailEndpoint, environment: process.env });
const answer = await send({
  op: "SEND",
  inputs: { recipient: "ada@example.org", subject: "A wallet was made", body: "It is yours." },
  key: "AW_1",
  run: "R_1",
  now: "2026-01-01T00:00:00.000Z",
  signal: new AbortController().signal,
});
process.stdout.write(JSON.stringify(answer));
