/** Known gaps: codes that no case shows, each with the reason. `coverage.test.ts` keeps the list honest. */
export const codesWithoutCases: ReadonlyMap<string, string> = new Map([
  ["PGS0007", "a file that is there and cannot be read needs a disk that fails, or a user without rights"],
  ["PGS1099", "says that our own explanation has a gap; a case that shows it is a bug to be mended"],
]);
