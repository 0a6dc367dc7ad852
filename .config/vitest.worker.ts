/**
 * Before each test file: vitest gives its workers FORCE_COLOR, and Node, which heeds it before NO_COLOR,
 * would print a warning about the two into the stderr of every program that a test starts.
 */
delete process.env["FORCE_COLOR"];
