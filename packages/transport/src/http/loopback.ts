/** True for a host that only this machine reaches. `localhost` is one by definition (RFC 6761). */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[(.*)\]$/, "$1").toLowerCase();
  return bare === "localhost" || bare === "::1" || /^127(?:\.\d{1,3}){3}$/.test(bare);
}

/** The host that a `Host` header names, without its port. */
export function hostNamed(header: string): string {
  return header.replace(/:\d+$/, "");
}
