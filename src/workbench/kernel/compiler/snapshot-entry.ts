/**
 * What the snapshot is made of: this file is bundled (build-snapshot.ts) and run once by
 * `node --build-snapshot`. It compiles a few cells, so that the compiler's library files are parsed and
 * bound when the heap is written down; a process that starts from there serves its parent.
 */
import { startupSnapshot } from "node:v8";

import { packageRoot } from "./installation.js";
import { serve } from "./server.js";
import { CompilerSession } from "./session.js";

const session = new CompilerSession({ cwd: packageRoot, strict: true });
session.compile("const answer = [1, 2].map((n) => `${n}`); answer");
session.compile('import { formula } from "tidebook"');

startupSnapshot.setDeserializeMainFunction(() => serve(true));
