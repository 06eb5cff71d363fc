/** The mail server and how to speak to it, as the configuration has it. */
export interface MailEndpoint {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte on. Otherwise STARTTLS is demanded, except of this machine itself. */
  readonly secure?: boolean;
  /** An address, or a name and an address in angle brackets. */
  readonly sender: string;
  /** Left out: nobody logs in. */
  readonly user?: string;
  /** The environment variable that holds the password. */
  readonly password_env?: string;
}

/** What a process is told by its environment, such as `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;
