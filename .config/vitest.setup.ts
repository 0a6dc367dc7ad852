/** Before and after a whole test run: the temporary folder goes, whatever happened. */
import { rmSync } from "node:fs";

export function teardown(): void {
  const own = process.env["TIDEBOOK_TEST_FOLDER"];
  if (own !== undefined) rmSync(own, { recursive: true, force: true });
}
