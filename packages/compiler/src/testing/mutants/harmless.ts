/**
 * Why a mutant that nothing refuses does no harm, by class. Each is one that was played: in every run that was tried,
 * only what it declares happened.
 */
export const harmless = {
  same: "nothing that runs is another",
  decided: "the author decides so: it does what it declares",
  fits: "every value that gets there is of its type",
  unread: "nothing reads it, nothing leaves with it",
  kept: "whatever is marked stays where marked values may be",
  asserted: "what is asserted holds of every way as well",
} as const;
