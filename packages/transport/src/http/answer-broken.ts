import type { Socket } from "node:net";
import { type Refusal, refuse } from "./answer.ts";
import { rawAnswer } from "./write-answer.ts";

const refused: Readonly<Record<string, readonly [Refusal, string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: ["request_timeout", "Request Timeout"],
  HPE_HEADER_OVERFLOW: ["headers_too_large", "Request Header Fields Too Large"],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: ["body_too_large", "Content Too Large"],
};

/** Answers bytes that are no request, and ends the connection. `isHeld`: another request still waits on it. */
export function answerBroken(
  socket: Socket,
  broken: { readonly error: NodeJS.ErrnoException; readonly isHeld: boolean },
): void {
  if (broken.isHeld || !socket.writable) {
    socket.destroy();
    return;
  }
  const [refusal, phrase] = refused[broken.error.code ?? ""] ?? (["bad_request", "Bad Request"] as const);
  socket.end(rawAnswer(refuse(refusal), phrase));
}
