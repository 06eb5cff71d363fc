const snapshot = "a snapshot that was tampered with: its test stands with verification, and is listed once it is there";
const run = "a run that goes wrong: its test stands with the engine, and is listed once it is there";
const config = "a configuration that is wrong: its test stands with the command line, and is listed once it is there";

/** Known gaps: codes that no case shows yet, each with the reason. `coverage.test.ts` keeps the list honest. */
export const codesWithoutCases: ReadonlyMap<string, string> = new Map([
  ["PGS0007", "a file that is there and cannot be read needs a disk that fails, or a user without rights"],
  ["PGS1099", "says that our own explanation has a gap; a case that shows it is a bug to be mended"],
  ["PGS6060", snapshot],
  ["PGS7003", run],
  ["PGS7005", run],
  ["PGS7006", run],
  ["PGS7007", run],
  ["PGS7008", run],
  ["PGS7028", run],
  ["PGS7029", run],
  ["PGS7030", run],
  ["PGS7031", run],
  ["PGS7032", run],
  ["PGS7033", run],
  ["PGS7099", run],
  ["PGS8030", config],
]);
