/** The version of the command, of every package with it, and of what it seals. A test compares it with package.json. */
export const version = "0.1.0";
